package dev.detour.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckReportTest {
    @TempDir
    Path folder;

    private Workspace workspace;

    @BeforeEach
    void set_up() {
        workspace = new Workspace(folder);
    }

    @Test
    void shows_every_value_with_its_origin() {
        workspace.variables.put("KEY", "marked");
        workspace.variables.put("DETOUR_RELOAD", "1m");
        workspace.properties.put("detour.telemetry.slow", "1500ms");

        CheckReport report = new CheckReport(workspace.load("""
                service: orders
                routes:
                  - name: a
                    match: https://api.example.com
                    to:
                      name: g
                      url: https://g.example.com
                      credentials: strip
                      headers: {X-Key: "${env:KEY}", x-old: null}
                      timeouts: {total: 90s}
                """));

        assertThat(report.exitStatus()).isZero();
        assertThat(report.text()).isEqualTo("""
                mode                          act                         default
                service                       orders                      detour.yaml:1
                environment                   false                       default
                credential-headers            none                        default
                credential-query              access_token, api_key, key  default
                reload                        1m                          variable DETOUR_RELOAD
                routes.a.match                https://api.example.com     detour.yaml:4
                routes.a.to.g.url             https://g.example.com       detour.yaml:7
                routes.a.to.g.credentials     strip                       detour.yaml:8
                routes.a.to.g.headers.x-key   ***                         detour.yaml:9
                routes.a.to.g.headers.x-old   removed                     detour.yaml:9
                routes.a.to.g.share           100%                        default
                routes.a.to.g.plaintext       refuse                      default
                routes.a.to.g.timeouts.total  90s                         detour.yaml:10
                routes.a.to.g.proxy           application                 default
                routes.a.breaker              off                         default
                routes.a.retry.backoff        250ms..8s                   default
                routes.a.retry.attempts       3                           default
                routes.a.retry.retry-after    30s                         default
                routes.a.retry.unsafe         not-acted                   default
                routes.a.retry.budget         20%                         default
                routes.a.caller-retries       auto                        default
                routes.a.annotate             true                        default
                telemetry.log                 failures                    default
                telemetry.slow                1500ms                      property detour.telemetry.slow
                telemetry.jmx                 true                        default
                telemetry.jfr                 true                        default
                telemetry.bodies              false                       default
                telemetry.events              off                         default
                telemetry.prometheus          off                         default
                telemetry.otlp                off                         default
                """);
    }

    static Stream<Arguments> odd_files() {
        return Stream.of(
                Arguments.of(
                        "routes: [{match: https://a.example}, {match: [https://a.example/v1, https://a.example]}]",
                        "detour.yaml:1:38: route 'https://a.example/v1' can never match: every call of its takes the"
                                + " earlier route 'https://a.example'"),
                Arguments.of(
                        "routes: [{name: all, match: \"*\"}, {name: b, match: https://b.example}]",
                        "detour.yaml:1:35: route 'b' can never match: every call of its takes the earlier route 'all'"),
                Arguments.of(
                        "routes: [{name: all, match: \"https://*.a.example\"}, {name: b, match: \"https://*.b.a.example\"}]",
                        "detour.yaml:1:53: route 'b' can never match: every call of its takes the earlier route 'all'"),
                Arguments.of(
                        "routes: [{match: https://a.example, to: {url: https://g.example/v1, credentials: strip}}]",
                        "detour.yaml:1:41: /v1 may be doubled: the base URL ends with it and the pattern does not; match"
                                + " …/v1 or leave it out of the base"),
                Arguments.of(
                        "routes: [{match: https://a.example/v1beta, to: {url: https://g.example, credentials: strip}}]",
                        "detour.yaml:1:48: /v1beta may be missing: the pattern ends with it and the base URL does not;"
                                + " add it to the base or leave it out of the pattern"),
                Arguments.of(
                        "routes: [{match: https://a.example, breaker: {failures: 2}}]",
                        "detour.yaml:1:46: a breaker on a route with one path: while it is open, every call fails at"
                                + " once"),
                Arguments.of(
                        "routes: [{match: https://a.example, to: {share: 10%}}]",
                        "detour.yaml:1:41: share says where the other calls begin: with the next path, and there is"
                                + " none"),
                Arguments.of(
                        "routes: [{match: https://a.example, credentials: strip}]",
                        "detour.yaml:1:50: credentials are stripped on the way to the application's own origin, and none"
                                + " are set"),
                Arguments.of(
                        "routes: [{match: https://a.example, to: {url: http://g.example, credentials: forward, plaintext:"
                                + " allow}}]",
                        "detour.yaml:1:41: credentials go over plain http, where anybody on the way can read them"),
                Arguments.of(
                        "routes: [{match: https://a.example, timeouts: {first-byte: 2m, total: 1m}}]",
                        "detour.yaml:1:71: timeouts.total ends a call before timeouts.first-byte can"),
                Arguments.of(
                        "{routes: [{match: https://a.example}], telemetry: {prometheus: 0.0.0.0:9464}}",
                        "detour.yaml:1:64: telemetry.prometheus can be read by other machines; 127.0.0.1 keeps it here"),
                Arguments.of("", "detour.yaml: the file says nothing: every call is only observed"));
    }

    @ParameterizedTest
    @MethodSource("odd_files")
    void warns_of_what_is_legal_and_odd(String yaml, String warning) {
        CheckReport report = new CheckReport(workspace.load(yaml));

        assertThat(report.exitStatus()).isZero();
        assertThat(report.text().lines().filter(line -> line.startsWith("warning: ")))
                .containsExactly("warning: " + warning);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "routes: [{match: https://a.example/v1}, {match: https://a.example/v10}]",
                "routes: [{match: https://a.example}, {match: http://a.example}]",
                "routes: [{match: https://a.example}, {match: \"https://*.a.example\"}]",
                "routes: [{match: \"https://*.a.example\"}, {match: https://a.example}]",
                "routes: [{match: https://a.example/v1, to: {url: https://g.example/x/v1, credentials: strip}}]",
                "routes: [{match: https://a.example, to: {url: https://g.example/v1x, credentials: strip}}]",
                "routes: [{match: https://a.example}, {match: \"*\"}]",
            })
    void does_not_warn_of_what_is_in_order(String yaml) {
        assertThat(workspace.load(yaml).warnings()).isEmpty();
    }

    @Test
    void faults_are_all_there_is_to_say() {
        CheckReport report = new CheckReport(workspace.load("mod: act\nreload: 1s\n"));

        assertThat(report.exitStatus()).isEqualTo(1);
        assertThat(report.text()).isEqualTo("detour.yaml:1:1: unknown key 'mod'; did you mean 'mode'?\n");
    }

    @Test
    void what_was_left_out_is_told() {
        workspace.variables.put("HTTPS_PROXY", "nonsense");

        CheckReport report = new CheckReport(workspace.loader().load(Source.environment()));

        assertThat(report.exitStatus()).isZero();
        assertThat(report.text())
                .contains("left out: variable HTTPS_PROXY: is not a proxy: it has no port; it is left out\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "de-DE", "ar-EG-u-nu-arab"})
    void says_the_same_in_every_language(String language) {
        Workspace complete = Workspace.complete(folder);
        complete.variables.put("DETOUR_TELEMETRY_LOG", "FAILURES");
        String plain = new CheckReport(complete.load()).text();
        String faulty = new CheckReport(complete.load("TITLE: i\nreload: I\nmode: OBSERVEI")).text();

        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(language));
            complete.write("detour.yaml", Workspace.example());
            assertThat(new CheckReport(complete.load()).text()).isEqualTo(plain);
            assertThat(new CheckReport(complete.load("TITLE: i\nreload: I\nmode: OBSERVEI")).text())
                    .isEqualTo(faulty);
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"my_gateway", "gateway.1a"})
    void warns_of_a_host_that_one_client_cannot_call(String host) {
        assertThat(workspace
                        .load("routes: [{match: http://localhost, to: http://%s:8080/x, credentials: strip}]"
                                .formatted(host))
                        .warnings())
                .singleElement()
                .asString()
                .contains(":1:40: java.net.http takes no such host name");
    }
}
