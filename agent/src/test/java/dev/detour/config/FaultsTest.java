package dev.detour.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told of a bad file: each line, to the letter. */
class FaultsTest {
    @TempDir
    Path folder;

    private Workspace workspace;

    @BeforeEach
    void set_up() {
        workspace = new Workspace(folder);
        workspace.variables.put("SECRET", "marked-secret");
        workspace.variables.put("BAD_DURATION", "marked-duration");
        workspace.variables.put("BROKEN", "marked\nbroken");
        workspace.variables.put("LONG_BASE", "marked.example.com");
        workspace.writeRoot("root.pem");
        workspace.write("empty.pem", "");
    }

    private static Arguments at(String yaml, String... faults) {
        return Arguments.of(yaml, faults);
    }

    private static String route(String lines) {
        return "routes:\n  - match: https://api.example.com\n" + lines.indent(4);
    }

    private static String path(String lines) {
        return "routes:\n  - match: https://api.example.com\n    to:\n      - url: https://api.example.com\n"
                + lines.indent(8);
    }

    static Stream<Arguments> of_yaml() {
        return Stream.of(
                at("mode:\n\tact\n", "2:1: a tab cannot stand here; indent with spaces"),
                at("mode: @act", "1:7: a value cannot begin with '@'; put it in quotes"),
                at(
                        "service: a: b",
                        "1:11: a ':' is not expected here; correct the indentation, or put the value in quotes"),
                at("service: 'a", "1:12: a quote was opened and not closed"),
                at("service: \"\\q\"", "1:12: an unknown escape in a double-quoted value; use single quotes"),
                at("routes: [a, b", "1:14: a comma or a closing bracket is missing"),
                at("mode: act\nmode\n", "3:1: a key without ':'"),
                at("mode: act\n- a\n", "2:1: the indentation does not fit the lines above"),
                at("mode: act\nmode: observe\n", "2:1: key 'mode' stands here twice, first in line 1"),
                at("mode: act\n---\nmode: act\n", "2:1: a second document begins here; a configuration is one"),
                at(
                        "mode: &m act\nservice: *m\n",
                        "2:10: YAML aliases ('*name') are not supported; what holds for every route goes under 'defaults'"),
                at(
                        "service: !secret x\n",
                        "1:10: YAML tags ('!name') are not supported; put a value that begins with '!' in quotes"),
                at("- a\n", "1:1: a configuration is a mapping, as 'routes: …'; this is a list"),
                at("hello\n", "1:1: a configuration is a mapping, as 'routes: …'; this is a single value"),
                at("? {a: 1}\n: 2\n", "1:3: a key must be a single value"),
                at("a: \u0001\n", "1:4: a control character; YAML has none"),
                at("a: \ud83d\ude00\nbc: d\u001b[1m\n", "2:6: a control character; YAML has none"),
                at("a: " + "[".repeat(100), "1:28: nested more than 24 deep"));
    }

    static Stream<Arguments> of_keys() {
        return Stream.of(
                at("mod: act", "1:1: unknown key 'mod'; did you mean 'mode'?"),
                at("telemetry:\n  lgo: off", "2:3: unknown key 'lgo'; did you mean 'log'?"),
                at("prometheus: 127.0.0.1:1", "1:1: unknown key 'prometheus'; it belongs to 'telemetry'"),
                at("proxy: direct", "1:1: unknown key 'proxy'; it belongs to a route, a path or 'defaults'"),
                at(route("attempts: 2"), "3:5: unknown key 'attempts'; it belongs to 'retry'"),
                at(route("url: https://a.example"), "3:5: unknown key 'url'; it belongs to a path under 'to'"),
                at(route("dns: {frobnicate: 1}"), "3:11: unknown key 'frobnicate'; the keys here are hosts, refuse"),
                at(path("retry: {attempt: 1}"), "5:17: unknown key 'attempt'; did you mean 'attempts'?"));
    }

    static Stream<Arguments> of_providers() {
        return Stream.of(
                at("providers: [openai]", "1:13: providers: a mapping with 'name' belongs here, not a single value"),
                at("providers: [{hosts: a.example}]", "1:13: this provider has no 'name'"),
                at("providers: [{name: none}]", "1:20: name: 'none' is taken; give this provider another"),
                at("providers: [{name: a}, {name: a}]", "1:31: name: 'a' is taken; give this provider another"),
                at("providers: [{name: a, host: b}]", "1:23: unknown key 'host'; did you mean 'hosts'?"),
                at(
                        "providers: [{name: a, hosts: 'https://b.example'}]",
                        "1:30: hosts: 'https://b.example' is not a host; write llm.example.com or *.example.com"),
                at("providers: [{name: a, headers: ['x y']}]", "1:33: headers: 'x y' is not a header name"),
                at(
                        "providers: [{name: a, error: {type: error..code}}]",
                        "1:37: error.type: 'error..code' is not the way to a field, as error.type"),
                at(
                        "providers: [{name: a, means: {broke: quota_exhausted, busy: overload}}]",
                        "1:61: means.busy: 'overload' is none of rate_limited, quota_exhausted, overloaded,"
                                + " auth_rejected, billing_required, not_found, request_rejected, server_error; did you"
                                + " mean 'overloaded'?"));
    }

    static Stream<Arguments> of_types() {
        return Stream.of(
                at("mode: [act]", "1:7: mode: a single value belongs here, not a list"),
                at("mode:", "1:6: mode: has no value; give it one, or leave the key out"),
                at("telemetry: yes", "1:12: telemetry: a mapping belongs here, not a single value"),
                at("routes: https://a.example", "1:9: routes: a mapping with 'match' belongs here, not a single value"),
                at(route("retry: 3"), "3:12: retry: a mapping belongs here, not a single value"),
                at(route("to: []"), "3:9: to: is empty; name a path, or leave the key out"),
                at(route("to: [[a]]"), "3:10: to: a URL or a mapping with 'url' belongs here, not a list"),
                at(route("headers: {x: [a]}"), "3:15: header 'x': a single value belongs here, not a list"));
    }

    static Stream<Arguments> of_values() {
        return Stream.of(
                at("mode: obsreve", "1:7: mode: 'obsreve' is none of act, observe; did you mean 'observe'?"),
                at(
                        "reload: 5",
                        "1:9: reload: '5' is not a duration; write it as 250ms, 10s or 10m; did you mean '5s'?"),
                at(
                        "reload: 10 seconds",
                        "1:9: reload: '10 seconds' is not a duration; write it as 250ms, 10s or 10m; did you mean '10s'?"),
                at("reload: 25h", "1:9: reload: '25h' is longer than 24h"),
                at("reload: soon", "1:9: reload: 'soon' is not a duration; write it as 250ms, 10s or 10m"),
                at(
                        "reload: ${env:BAD_DURATION}",
                        "1:9: reload: '***' is not a duration; write it as 250ms, 10s or 10m"),
                at("telemetry: {slow: 0}", "1:19: telemetry.slow: '0' must be longer than nothing"),
                at("telemetry: {jmx: nope}", "1:18: telemetry.jmx: 'nope' is none of true, false, yes, no, on, off"),
                at(
                        "telemetry: {events: {file: e, max-size: 5 mb}}",
                        "1:41: telemetry.events.max-size: '5 mb' is not a size; write it as 64KB or 100MB; did you mean"
                                + " '5MB'?"),
                at("telemetry: {events: {keep: 3}}", "1:28: telemetry.events.keep: means nothing without 'file'"),
                at(
                        "telemetry: {prometheus: 9464}",
                        "1:25: telemetry.prometheus: '9464' is not host:port; did you mean '127.0.0.1:9464'?"),
                at(
                        "telemetry: {otlp: {headers: {a: b}}}",
                        "1:29: telemetry.otlp.headers: means nothing without 'endpoint'"),
                at("credential-headers: [x y]", "1:22: credential-headers: 'x…' is not a header name"),
                at(path("share: 0.1"), "5:16: share: '0.1' is not a percentage; write it as 10%; did you mean '10%'?"),
                at(path("share: 101%"), "5:16: share: '101%' is more than 100%"),
                at(
                        path("provider: antropic"),
                        "5:19: provider: 'antropic' is none of anthropic, openai, none; did you mean 'anthropic'?"),
                at(path("http: 2"), "5:15: http: '2' is none of 1.1"),
                at(path("timeouts: {connect: 0s}"), "5:29: timeouts.connect: '0s' must be longer than nothing"),
                at(path("retry: {attempts: 0}"), "5:27: retry.attempts: '0' is not in the range from 1 to 100"),
                at(
                        path("retry: {attempts: three}"),
                        "5:27: retry.attempts: 'three' is not a whole number from 1 to 100"),
                at(
                        path("retry: {backoff: 8s..250ms}"),
                        "5:26: retry.backoff: '8s..250ms' begins with the longer one; did you mean '250ms..8s'?"),
                at(
                        path("retry: {unsafe: alway}"),
                        "5:25: retry.unsafe: 'alway' is none of never, not-acted, once, always; did you mean 'always'?"),
                at(
                        path("retry: {on: {rate_limit: 5}}"),
                        "5:22: retry.on.rate_limit is not a code of the failure dictionary; did you mean 'rate_limited'?"),
                at(path("breaker: maybe"), "5:18: breaker: 'maybe' is none of off"),
                at(
                        path("keep-alive: 30"),
                        "5:21: keep-alive: '30' is not a duration; write it as 250ms, 10s or 10m;"
                                + " did you mean '30s'?"));
    }

    static Stream<Arguments> of_routes() {
        return Stream.of(
                at(
                        "routes:\n  - name: a\n",
                        "2:5: this route has no 'match'; say which calls it is for, as https://api.anthropic.com"),
                at(
                        "routes:\n  - match: api.example.com\n",
                        "2:12: match: 'api.example.com' is not a URL; it begins with https:// or http://; did you mean"
                                + " 'https://api.example.com'?"),
                at(
                        "routes:\n  - match: https://api.*.com\n",
                        "2:12: match: 'https://api.*.com' has a '*' that means nothing here: a host may begin with '*.',"
                                + " a path stands for all below it"),
                at(
                        "routes:\n  - match: https://a.example/v1/*\n",
                        "2:12: match: 'https://a.example/v1/*' has a '*' that means nothing here: a host may begin with"
                                + " '*.', a path stands for all below it; did you mean 'https://a.example/v1'?"),
                at(
                        "routes:\n  - match: ftp://a.example\n",
                        "2:12: match: 'ftp://a.example' has a scheme that is neither https nor http"),
                at(
                        "routes:\n  - match: https://a.example?x=1\n",
                        "2:12: match: 'https://a.example?***' has a query; a pattern is an origin with an optional path"),
                at(
                        "routes:\n  - match: https://bücher.example\n",
                        "2:12: match: 'https://bücher.example' has a host name that is not valid; did you mean"
                                + " 'xn--bcher-kva.example'?"),
                at(
                        "routes:\n  - match: https://a.example:99999\n",
                        "2:12: match: 'https://a.example:99999' has a port that is not a number from 1 to 65535"),
                at("routes:\n  - match: https://]\n", "2:12: match: 'https://]' has a host name that is not valid"),
                at(
                        "routes:\n  - match: https://[::zz]\n",
                        "2:12: match: 'https://[::zz]' has no valid IPv6 address in its brackets"),
                at(
                        "routes:\n  - match: https://a.example\n  - match: https://a.example\n",
                        "3:5: two routes are named 'https://a.example', the first in line 2; give this one another"
                                + " 'name'"),
                at(
                        route("to: [https://api.example.com, https://api.example.com]"),
                        "3:35: two paths are named 'https://api.example.com', the first in line 3; give this one another"
                                + " 'name'"),
                at(
                        route("to: https://g.example?key=marked"),
                        "3:9: url: 'https://g.example?***' has a query; a base URL has none; set query values with"
                                + " 'query:'"),
                at(
                        route("to: https://user:marked@g.example"),
                        "3:9: url: 'https://***@g.example' has a user in it, which is never sent; set an authorization"
                                + " header instead"),
                at(
                        route("to: https://api.example.com/a%zz"),
                        "3:9: url: 'https://api.example.com/a%zz' has a path that cannot be sent: malformed escape pair;"
                                + " '%' and two digits from 0 to f stand for a character"),
                at(
                        route("to: \"https://api.example.com/a[b]\""),
                        "3:9: url: 'https://api.example.com/a[b]' has a path that cannot be sent: illegal character in"
                                + " path; '%' and two digits from 0 to f stand for a character"),
                at(route("to: ${env:LONG_BASE}"), "3:9: url: '***' is not a URL; it begins with https:// or http://"),
                at(
                        route("to: https://g.example/a b"),
                        "3:9: url: 'https://g.example/a b' has a character in its path that must be written with %"),
                at(
                        route("to: https://g.example"),
                        "3:9: https://g.example is not the origin that the application calls; say what becomes of its"
                                + " credentials: 'credentials: strip' or 'credentials: forward'"),
                at(
                        route("to: {url: http://g.example, credentials: forward}"),
                        "3:15: credentials would go to http://g.example over plain http; use https, or say 'plaintext:"
                                + " allow'"),
                at(
                        route("to: {url: http://g.example, credentials: strip, headers: {x-key: a}}"),
                        "3:15: credentials would go to http://g.example over plain http; use https, or say 'plaintext:"
                                + " allow'"),
                at(
                        route("headers: {x-api-key: \"${env:SECRET}\"}\nto: [https://api.example.com, {url:"
                                + " https://g.example, credentials: strip}]"),
                        "3:26: a secret of a route whose paths lead to several origins; write it at the path it belongs"
                                + " to"),
                at(
                        "defaults: {query: {k: \"${env:SECRET}\"}}\nroutes: [{match: https://a.example}, {match:"
                                + " https://b.example}]",
                        "1:23: a secret for every route, and they lead to several origins; write it at the path it"
                                + " belongs to"),
                at(
                        "routes: [{match: \"*\", headers: {x: \"${env:SECRET}\"}}]",
                        "1:36: a secret of a route whose paths lead to several origins; write it at the path it belongs"
                                + " to"));
    }

    static Stream<Arguments> of_network() {
        return Stream.of(
                at(
                        route("proxy: drect"),
                        "3:12: proxy: 'drect' is none of application, direct, environment, http://host:port or"
                                + " socks5://host:port; did you mean 'direct'?"),
                at(
                        route("proxy: proxy:3128"),
                        "3:12: proxy: 'proxy:3128' is none of application, direct, environment, http://host:port or"
                                + " socks5://host:port; did you mean 'http://proxy:3128'?"),
                at(
                        route("proxy: http://me:marked@proxy"),
                        "3:12: proxy: 'http://***@proxy' is not a proxy: it has no port"),
                at(route("trust: [root.pem, gone.pem]"), "3:23: trust: 'gone.pem' cannot be read: it does not exist"),
                at(route("trust: empty.pem"), "3:12: trust: 'empty.pem' cannot be read: it holds no certificate"),
                at(route("trust: ."), "3:12: trust: '.' cannot be read: it is not a regular file"),
                at(
                        route("trust: {file: root.pem, password: marked}"),
                        "3:19: trust: 'root.pem' cannot be read: the password is wrong or missing"),
                at(route("trust: {password: marked}"), "3:12: trust: 'file' is missing"),
                at(
                        route("client-certificate: {file: root.pem, password: marked}"),
                        "3:32: client-certificate.file: 'root.pem' cannot be read: the password is wrong or missing"),
                at(
                        route("client-certificate: root.pem"),
                        "3:25: client-certificate: a mapping belongs here, not a single value"),
                at(
                        route("dns: {hosts: {a.example: b.example}}"),
                        "3:30: dns.hosts.a.example: 'b.example' is not a numeric address, as 203.0.113.7 or 2001:db8::7"),
                at(
                        route("dns: {hosts: {a.example: 010.1.1.1}}"),
                        "3:30: dns.hosts.a.example: '010.1.1.1' is not a numeric address, as 203.0.113.7 or"
                                + " 2001:db8::7"),
                at(route("dns: {hosts: {\"*.a\": 10.1.1.1}}"), "3:19: dns.hosts.*.a is not a host name"),
                at(route("dns: {refuse: private}"), "3:19: dns.refuse: 'private' is none of bogon"));
    }

    static Stream<Arguments> of_headers() {
        return Stream.of(
                at(
                        route("headers: {Host: marked}"),
                        "3:15: header 'host' is the HTTP client's own and cannot be changed"),
                at(
                        route("headers: {content-length: null}"),
                        "3:15: header 'content-length' is the HTTP client's own and cannot be changed"),
                at(
                        route("headers: {proxy-authorization: marked}"),
                        "3:15: header 'proxy-authorization' would go to the origin; write the user into the proxy:"
                                + " http://user:password@host:port"),
                at(route("headers: {x y: marked}"), "3:15: 'x…' is not a header name"),
                at(
                        route("headers: {x-key: \"${env:BROKEN}\"}"),
                        "3:15: the value of header 'x-key' holds a line break"),
                at(
                        route("headers: {x-key: \"märked\"}"),
                        "3:15: the value of header 'x-key' holds a character that is not ASCII text"),
                at(
                        route("headers: {x-key: 'marked '}"),
                        "3:15: the value of header 'x-key' begins or ends with white space"),
                at(route("query: {'': a}"), "3:13: a query value needs a name"));
    }

    static Stream<Arguments> of_substitutions() {
        return Stream.of(
                at("service: ${env:GONE}", "1:10: variable GONE is not set; set it, or give a default: ${env:GONE:-…}"),
                at("service: ${file:gone}", "1:10: file gone cannot be read: it does not exist"),
                at("service: ${file:.}", "1:10: file . cannot be read: it is not a regular file"),
                at("service: ${env:SECRET", "1:10: '${' has no '}'; write '$${' for the two characters themselves"),
                at("service: ${env:}", "1:10: ${env:…} needs the name of a variable, as ${env:GATEWAY_KEY}"),
                at("service: ${env:A:-${env:SECRET}}", "1:10: '${…}' cannot hold another '${…}'"),
                at(
                        "service: ${SECRET}",
                        "1:10: unknown substitution; write ${env:NAME}, ${env:NAME:-default} or ${file:/path}, and"
                                + " '$${' for the two characters themselves"),
                at(
                        "routes: [{match: \"${env:GONE}\"}]",
                        "1:18: variable GONE is not set; set it, or give a default: ${env:GONE:-…}"));
    }

    @ParameterizedTest
    @MethodSource({
        "of_yaml",
        "of_keys",
        "of_providers",
        "of_types",
        "of_values",
        "of_routes",
        "of_network",
        "of_headers",
        "of_substitutions"
    })
    void tells_what_is_wrong_and_where(String yaml, String... faults) {
        Loaded loaded = workspace.load(yaml);

        assertThat(loaded.faults())
                .extracting(Fault::toString)
                .containsExactly(Stream.of(faults).map("detour.yaml:"::concat).toArray(String[]::new));
        assertThat(loaded.configuration()).isNull();
        assertThat(loaded.faults().toString()).doesNotContain("marked");
    }

    @Test
    void collects_all_faults_of_a_file_in_its_order() {
        assertThat(
                        workspace.faults(
                                "relod: 1s\nroutes:\n  - match: a\n  - match: https://b.example\n    retry: {attempts: x}\nmode: y\n"))
                .containsExactly(
                        "detour.yaml:1:1: unknown key 'relod'; did you mean 'reload'?",
                        "detour.yaml:3:12: match: 'a' is not a URL; it begins with https:// or http://",
                        "detour.yaml:5:23: retry.attempts: 'x' is not a whole number from 1 to 100",
                        "detour.yaml:6:7: mode: 'y' is none of act, observe");
    }

    @Test
    void finds_faults_in_values_that_other_layers_cover() {
        assertThat(
                        workspace.faults(
                                "defaults: {http: 3}\nroutes:\n  - match: https://a.example\n    http: 2\n    to: {http: 1.1}\n"))
                .containsExactly(
                        "detour.yaml:1:18: http: '3' is none of 1.1", "detour.yaml:4:11: http: '2' is none of 1.1");
    }

    @Test
    void tells_a_fault_of_the_defaults_once_however_many_routes_there_are() {
        assertThat(
                        workspace.faults(
                                "defaults: {keep-alive: x}\nroutes: [{match: https://a.example}, {match: https://b.example}]\n"))
                .containsExactly("detour.yaml:1:24: keep-alive: 'x' is not a duration; write it as 250ms, 10s or 10m");
    }

    @Test
    void does_not_fill_a_log_with_the_faults_of_a_foreign_file() {
        StringBuilder yaml = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            yaml.append("frobnicate").append(i).append(": 1\n");
        }

        assertThat(workspace.load(yaml.toString()).faults())
                .hasSize(51)
                .last()
                .hasToString("detour.yaml:51:1: and 450 more faults from here on");
    }

    @Test
    void names_the_variable_or_the_property_at_fault() {
        workspace.variables.put("DETOUR_RELOAD", "often");
        workspace.properties.put("detour.telemetry.jmx", "maybe");

        assertThat(workspace.faults("reload: x"))
                .containsExactly(
                        "variable DETOUR_RELOAD: reload: 'often' is not a duration; write it as 250ms, 10s or 10m",
                        "property detour.telemetry.jmx: telemetry.jmx: 'maybe' is none of true, false, yes, no, on, off");
    }

    @Test
    void a_file_that_cannot_be_read_is_one_fault() {
        assertThat(workspace.loader().load(Source.file("gone.yaml")).faults())
                .hasToString("[gone.yaml:1:1: cannot be read: it does not exist]");
        assertThat(workspace.loader().load(Source.file(".")).faults())
                .hasToString("[.:1:1: cannot be read: it is not a regular file]");
        assertThat(workspace.loader().load(Source.file("a\0b")).faults())
                .hasToString("[a\0b:1:1: cannot be read: it is not a file name]");
    }

    @Test
    void a_file_that_is_not_text_is_one_fault() {
        workspace.write("detour.yaml", "service: B\u00e4r".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(workspace.load().faults()).hasToString("[detour.yaml:1:1: cannot be read: it is not UTF-8 text]");
    }

    @Test
    void a_huge_file_is_one_fault() {
        workspace.write("detour.yaml", new byte[FileReads.LIMIT + 1]);

        assertThat(workspace.load().faults()).hasToString("[detour.yaml:1:1: cannot be read: it is larger than 16 MB]");
    }

    @Test
    void bad_json_is_told_without_its_content() {
        workspace.write("detour.json", "{\n\t\"service\": marked\n}");

        assertThat(workspace.loader().load(Source.file("detour.json")).faults())
                .hasToString("[detour.json:2:13: this is not valid YAML or JSON]");
    }
}
