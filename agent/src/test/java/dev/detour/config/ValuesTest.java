package dev.detour.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.detour.breaker.BreakerPolicy;
import dev.detour.call.PathRules;
import dev.detour.call.RouteRules;
import dev.detour.call.RouteRules.CallerRetries;
import dev.detour.call.Rules;
import dev.detour.exchange.Origin;
import dev.detour.exchange.Url;
import dev.detour.failure.FailureKind;
import dev.detour.failure.Provider;
import dev.detour.failure.Providers;
import dev.detour.network.NetworkSettings;
import dev.detour.network.Timeouts;
import dev.detour.retry.RetryPolicy;
import dev.detour.route.Edits;
import dev.detour.route.Path;
import dev.detour.telemetry.TelemetrySettings;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a good file means. */
class ValuesTest {
    @TempDir
    java.nio.file.Path folder;

    private Workspace workspace;

    @BeforeEach
    void set_up() {
        workspace = new Workspace(folder);
    }

    private RouteRules route(String lines) {
        return workspace
                .good("routes:\n  - match: https://api.example.com\n" + lines.indent(4))
                .rules()
                .routes()
                .get(0);
    }

    @Test
    void reads_the_complete_example() throws Exception {
        Configuration configuration = Workspace.good(Workspace.complete(folder).load());

        Rules rules = configuration.rules();
        assertThat(rules.observesOnly()).isFalse();
        assertThat(rules.credentialHeaders()).contains("x-team-key").containsAll(Rules.CREDENTIAL_HEADERS);
        assertThat(rules.credentialQuery()).isEqualTo(Rules.CREDENTIAL_QUERY);
        assertThat(rules.routes())
                .extracting(route -> route.route().name())
                .containsExactly("anthropic", "openai", "rest");
        assertThat(configuration.reload()).isEqualTo(Duration.ofSeconds(5));

        RouteRules anthropic = rules.routes().get(0);
        assertThat(anthropic.retry())
                .isEqualTo(RetryPolicy.builder()
                        .on(Map.of("rate_limited", 5, "first_byte_timeout", 2))
                        .build());
        assertThat(anthropic.breaker()).isEqualTo(BreakerPolicy.defaults());
        assertThat(anthropic.callerRetries()).isEqualTo(CallerRetries.AUTO);
        assertThat(anthropic.annotates()).isTrue();
        assertThat(anthropic.provider()).isEqualTo("anthropic");

        Path gateway = anthropic.paths().get(0).path();
        assertThat(gateway)
                .isEqualTo(Path.of(
                        "gateway",
                        Url.parse("https://gateway.example.com/anthropic"),
                        Path.Credentials.STRIP,
                        Edits.of(Map.of("x-api-key", "marked-gateway-key"), Set.of("x-old")),
                        Edits.of(Map.of("tenant", "marked-tenant"), Set.of()),
                        0.1));
        Path vendor = anthropic.paths().get(1).path();
        assertThat(vendor.name()).isEqualTo("https://api.anthropic.com");
        assertThat(vendor.credentials()).isEqualTo(Path.Credentials.FORWARD);
        assertThat(vendor.headers().isEmpty()).isTrue();

        NetworkSettings network = anthropic.paths().get(0).network();
        assertThat(network.proxy().proxyFor(Origin.of("https", "gateway.example.com", 443)))
                .hasToString("http://proxy.example.com:3128");
        assertThat(network.trust()).hasSize(1);
        assertThat(network.clientCertificate()).isNotNull();
        assertThat(network.hosts())
                .isEqualTo(Map.of("api.anthropic.com", List.of(InetAddress.getByName("203.0.113.7"))));
        assertThat(network.refusesBogons()).isTrue();
        assertThat(network.http11()).isTrue();
        assertThat(network.timeouts())
                .isEqualTo(Timeouts.of(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(10)));
        assertThat(network.keepAlive()).isEqualTo(Duration.ofSeconds(30));
        assertThat(anthropic.paths().get(1).network().proxy()).hasToString("http://127.0.0.1:7890");

        assertThat(configuration.telemetry())
                .isEqualTo(TelemetrySettings.builder()
                        .service("orders")
                        .slow(Duration.ofSeconds(5))
                        .eventsFile("/var/log/detour/events.jsonl")
                        .prometheus("127.0.0.1:9464")
                        .otlpEndpoint("http://127.0.0.1:4318/v1/metrics")
                        .otlpHeaders(Map.of("authorization", "Bearer marked-otlp-token"))
                        .build());
    }

    @Test
    void reads_each_file_of_a_load_once() {
        Workspace complete = Workspace.complete(folder);

        complete.load();

        assertThat(complete.readers.read).containsExactlyInAnyOrder("corp-ca.pem", "client.p12");
    }

    @Test
    void a_list_of_proxies_makes_a_path_of_each() {
        RouteRules openai = Workspace.good(Workspace.complete(folder).load())
                .rules()
                .routes()
                .get(1);

        assertThat(openai.paths())
                .extracting(
                        path -> path.path().name(),
                        path -> path.network().proxy().toString())
                .containsExactly(
                        tuple("https://gateway.example.com/openai/v1/1", "direct"),
                        tuple("https://gateway.example.com/openai/v1/2", "socks5://proxy.example.com:1080"));
        assertThat(openai.breaker().isOn()).isTrue();
    }

    @Test
    void the_other_calls_of_a_canary_with_several_proxies_begin_with_the_next_path_that_is_written() {
        assertThat(route("to: [{name: new, share: 10%, proxy: [direct, application]}, {name: old}]")
                        .paths())
                .extracting(path -> path.path().name(), path -> path.path().share())
                .containsExactly(tuple("new/1", 0.1), tuple("new/2", 0.0), tuple("old", 1.0));
    }

    @Test
    void a_route_without_paths_leads_where_the_application_sends_it() {
        RouteRules rules = route("");

        assertThat(rules.paths())
                .containsExactly(PathRules.of(
                        Path.of("direct", null, Path.Credentials.FORWARD, Edits.none(), Edits.none(), 1),
                        NetworkSettings.none()));
        assertThat(rules.retry()).isEqualTo(RetryPolicy.defaults());
        assertThat(rules.breaker().isOn()).isFalse();
        assertThat(rules.annotates()).isTrue();
        assertThat(rules.callerRetries()).isEqualTo(CallerRetries.AUTO);
        assertThat(rules.provider()).isNull();
    }

    @Test
    void one_url_is_a_list_of_one() {
        assertThat(route("to: https://api.example.com/v2").paths())
                .extracting(path -> path.path().base())
                .containsExactly(Url.parse("https://api.example.com/v2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n", "# nothing\n", "---\n", "routes:\n", "\uFEFF", "{}", "null", "defaults:\ntelemetry:\n"
            })
    void a_file_that_says_nothing_observes_every_call(String yaml) {
        Configuration configuration = workspace.good(yaml);

        assertThat(configuration.rules()).isEqualTo(Rules.none());
        assertThat(configuration.reload()).isEqualTo(Duration.ofSeconds(5));
        assertThat(configuration.telemetry()).isEqualTo(TelemetrySettings.defaults());
    }

    @Test
    void a_path_wins_over_its_route_and_the_route_over_the_defaults_key_by_key() {
        RouteRules rules = workspace.good("""
                        defaults:
                          timeouts: {connect: 1s, idle: 1s, total: 1s}
                          headers: {X-A: d, X-B: d, X-C: d}
                          retry: {attempts: 7}
                        routes:
                          - match: https://a.example
                            timeouts: {connect: 2s, idle: 2s}
                            headers: {x-a: r, x-b: r}
                            retry: {unsafe: never}
                            to: {timeouts: {connect: 3s}, headers: {x-A: p, x-b: null}}
                        """).rules().routes().get(0);

        PathRules path = rules.paths().get(0);
        assertThat(path.network().timeouts())
                .isEqualTo(Timeouts.of(Duration.ofSeconds(3), null, Duration.ofSeconds(2), Duration.ofSeconds(1)));
        assertThat(path.path().headers()).isEqualTo(Edits.of(Map.of("x-a", "p", "x-c", "d"), Set.of("x-b")));
        assertThat(rules.retry())
                .isEqualTo(RetryPolicy.builder()
                        .attempts(7)
                        .unsafe(RetryPolicy.Unsafe.NEVER)
                        .build());
    }

    @Test
    void a_path_has_rules_of_its_own_only_where_it_says_so() {
        List<PathRules> paths = route("""
                        retry: {budget: 10%}
                        to:
                          - name: a
                            retry: {attempts: 2}
                            breaker: off
                            annotate: no
                            caller-retries: true
                            provider: openai
                          - {name: b}
                        """).paths();

        assertThat(paths.get(0).retry())
                .isEqualTo(RetryPolicy.builder().attempts(2).budget(0.1).build());
        assertThat(paths.get(0).breaker()).isEqualTo(BreakerPolicy.off());
        assertThat(paths.get(0).annotates()).isFalse();
        assertThat(paths.get(0).callerRetries()).isEqualTo(CallerRetries.YES);
        assertThat(paths.get(0).provider()).isEqualTo("openai");
        assertThat(paths.get(1).retry()).isNull();
        assertThat(paths.get(1).breaker()).isNull();
        assertThat(paths.get(1).annotates()).isNull();
        assertThat(paths.get(1).callerRetries()).isNull();
        assertThat(paths.get(1).provider()).isNull();
    }

    @Test
    void breakers_are_on_where_there_is_another_path_to_go_to() {
        assertThat(route("to: [{name: a}, {name: b}]").breaker()).isEqualTo(BreakerPolicy.defaults());
        assertThat(route("to: {name: a}").breaker()).isEqualTo(BreakerPolicy.off());
        assertThat(route("breaker: off\nto: [{name: a}, {name: b}]").breaker()).isEqualTo(BreakerPolicy.off());
        assertThat(route("breaker: {failures: 2, open: 1s}").breaker())
                .isEqualTo(BreakerPolicy.of(true, 2, Duration.ofSeconds(1), Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example.com, https://api.example.com/x, true",
        "https://API.example.com:443/, https://api.example.com/x, true",
        "https://api.example.com/v1/, https://api.example.com/v1, true",
        "https://api.example.com/v1, https://api.example.com/v10, false",
        "https://*.example.com, https://a.b.example.com/, true",
        "https://*.example.com, https://example.com/, false",
        "https://*.example.com:8443/v1, https://a.example.com:8443/v1/x, true",
        "https://[2001:DB8::1]:8443, https://[2001:db8::1]:8443/, true",
        "wss://api.example.com, https://api.example.com/, true",
        "*, http://anything.example:81/, true",
    })
    void patterns_fit_what_they_say(String pattern, String url, boolean fits) {
        Rules rules = workspace.good("routes: [{match: \"" + pattern + "\"}]").rules();

        assertThat(rules.routeOf(Url.parse(url)) != null).isEqualTo(fits);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080/x",
                "http://localhost:8080",
                "http://gateway.localhost",
                "http://[::1]:8080",
            })
    void plain_http_is_free_on_loopback(String base) {
        assertThat(route("to: {url: \"" + base + "\", credentials: forward}").paths())
                .hasSize(1);
    }

    @Test
    void plain_http_beyond_loopback_is_free_where_it_is_allowed_or_nothing_secret_goes() {
        assertThat(route("to: {url: http://g.example, credentials: forward, plaintext: allow}")
                        .paths())
                .hasSize(1);
        assertThat(route("to: {url: http://g.example, credentials: strip}").paths())
                .hasSize(1);
    }

    @Test
    void names_of_secret_urls_are_not_made_from_them() {
        workspace.variables.put("BASE", "https://api.example.com/marked");

        assertThat(route("to: [\"${env:BASE}\", {url: \"${env:BASE}\"}]").paths())
                .extracting(path -> path.path().name())
                .containsExactly("path 1", "path 2");
    }

    @Test
    void relative_files_start_at_the_folder_of_the_file() {
        new java.io.File(folder.toFile(), "conf").mkdir();
        workspace.write("conf/key", "secret\n");
        workspace.writeRoot("conf/root.pem");
        workspace.write(
                "conf/detour.yaml",
                "routes: [{match: https://a.example, trust: root.pem, headers: {x-key: \"${file:key}\"}}]");

        Configuration configuration = Workspace.good(workspace.loader().load(Source.file("conf/detour.yaml")));

        PathRules path = configuration.rules().routes().get(0).paths().get(0);
        assertThat(path.network().trust()).hasSize(1);
        assertThat(path.path().headers().set()).containsEntry("x-key", "secret");
    }

    @Test
    void a_json_file_may_be_indented_with_tabs() {
        workspace.write(
                "detour.json",
                "{\n\t\"service\": \"a\",\n\t\"routes\": [{\"match\": \"*\", \"headers\": {\"x\": null}}]\n}");

        Configuration configuration = Workspace.good(workspace.loader().load(Source.file("detour.json")));

        assertThat(configuration.telemetry().service()).isEqualTo("a");
        assertThat(configuration
                        .rules()
                        .routes()
                        .get(0)
                        .paths()
                        .get(0)
                        .path()
                        .headers()
                        .remove())
                .containsExactly("x");
    }

    @Test
    void windows_line_ends_and_a_byte_order_mark_change_nothing() {
        Workspace complete = Workspace.complete(folder);
        Configuration plain = Workspace.good(complete.load());
        String windows = "\uFEFF" + Workspace.example().replace("\n", "\r\n");

        Configuration configuration = Workspace.good(complete.load(windows));

        assertThat(configuration.telemetry()).isEqualTo(plain.telemetry());
        assertThat(configuration.rules().routes().get(0).paths().get(0).path())
                .isEqualTo(plain.rules().routes().get(0).paths().get(0).path());
    }

    @ParameterizedTest
    @CsvSource({"yes, true", "on, true", "TRUE, true", "no, false", "off, false", "False, false"})
    void flags_may_be_any_of_the_words_of_yaml(String word, boolean meant) {
        assertThat(workspace
                        .good("telemetry: {jmx: " + word + ", jfr: \"" + word + "\"}")
                        .telemetry())
                .extracting(TelemetrySettings::jmx, TelemetrySettings::jfr)
                .containsExactly(meant, meant);
    }

    @Test
    void words_and_numbers_are_taken_as_they_are_written() {
        Configuration configuration = workspace.good(
                "service: 0x1F\ntelemetry: {log: off}\nroutes: [{match: \"*\", http: 1.1, headers: {x: 1_000, y: no, z: 12:30}}]");

        assertThat(configuration.telemetry().service()).isEqualTo("0x1F");
        assertThat(configuration.telemetry().log()).isEqualTo(TelemetrySettings.Log.OFF);
        PathRules path = configuration.rules().routes().get(0).paths().get(0);
        assertThat(path.network().http11()).isTrue();
        assertThat(path.path().headers().set()).isEqualTo(Map.of("x", "1_000", "y", "no", "z", "12:30"));
    }

    @Test
    void ten_thousand_routes_are_read() {
        StringBuilder yaml = new StringBuilder("routes:\n");
        for (int i = 0; i < 10_000; i++) {
            yaml.append("  - {match: https://h")
                    .append(i)
                    .append(".example, to: {url: https://g.example/")
                    .append(i)
                    .append(", credentials: strip}}\n");
        }

        assertThat(workspace.good(yaml.toString()).rules().routes()).hasSize(10_000);
    }

    @Test
    void the_service_is_named_by_what_is_said_or_else_by_the_program() {
        workspace.properties.put("sun.java.command", "com.example.Main --password marked");
        assertThat(workspace.good("").telemetry().service()).isEqualTo("com.example.Main");

        workspace.properties.put("sun.java.command", "/opt/my app/orders.jar --password marked");
        assertThat(workspace.good("").telemetry().service()).isEqualTo("orders.jar");

        workspace.variables.put("OTEL_SERVICE_NAME", "otel");
        assertThat(workspace.good("").telemetry().service()).isEqualTo("otel");
        assertThat(workspace.good("service: said").telemetry().service()).isEqualTo("said");
    }

    @Test
    void fills_in_variables_and_files() {
        workspace.variables.put("A", "a");
        workspace.variables.put("EMPTY", "");
        workspace.write("lines", "one\ntwo\r\n");
        workspace.write("bom", "\uFEFFx".getBytes(StandardCharsets.UTF_8));

        Map<String, String> query = workspace
                .good("routes: [{match: https://a.example, query: {"
                        + "env: '${env:A}', inner: 'x${env:A}y${env:A}', missing: '${env:GONE:-d}', empty: '${env:EMPTY:-d}',"
                        + " plain: '${env:EMPTY}', file: '${file:lines}', bom: '${file:bom}', escaped: '$${env:A}',"
                        + " nothing: '${env:GONE:-}'}}]")
                .rules()
                .routes()
                .get(0)
                .paths()
                .get(0)
                .path()
                .query()
                .set();

        assertThat(query)
                .isEqualTo(Map.of(
                        "env",
                        "a",
                        "inner",
                        "xaya",
                        "missing",
                        "d",
                        "empty",
                        "d",
                        "plain",
                        "",
                        "file",
                        "one\ntwo",
                        "bom",
                        "x",
                        "escaped",
                        "${env:A}",
                        "nothing",
                        ""));
    }

    @Test
    void a_provider_of_the_file_is_known_with_all_that_is_said_of_it() {
        Providers providers = workspace.good("""
                        providers:
                          - name: house
                            hosts: [LLM.house.example, '*.house.example']
                            headers: X-House
                            versions: v2
                            error: {type: [fault.kind, fault.code], message: fault.text}
                            means: {Broke: quota_exhausted}
                            last-events: ['[DONE]']
                        routes: [{match: 'https://a.example', provider: house}]
                        """).rules().providers();

        Provider house = providers.base("house");
        assertThat(house.hosts()).containsExactly("llm.house.example", "*.house.example");
        assertThat(house.headers()).startsWith("x-house");
        assertThat(house.versions()).containsExactly("v2");
        assertThat(house.typeFields()).startsWith("fault.kind", "fault.code");
        assertThat(house.messageFields()).containsExactly("fault.text");
        assertThat(house.types())
                .containsEntry("broke", FailureKind.QUOTA_EXHAUSTED)
                .containsEntry("insufficient_quota", FailureKind.QUOTA_EXHAUSTED);
        assertThat(house.lastEvents()).containsExactly("[DONE]");
        assertThat(providers.names()).contains("house", "anthropic", "json");
    }

    @Test
    void a_provider_with_a_known_name_adds_to_what_is_known() {
        Provider openai = workspace
                .good("providers: [{name: openai, hosts: llm.corp.example}]")
                .rules()
                .providers()
                .base("openai");

        assertThat(openai.hosts()).containsExactly("llm.corp.example", "api.openai.com");
        assertThat(openai.versions()).containsExactly("v1");
        assertThat(openai.lastEvents()).contains("[DONE]", "response.completed");
    }
}
