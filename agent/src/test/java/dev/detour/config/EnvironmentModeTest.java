package dev.detour.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.breaker.BreakerPolicy;
import dev.detour.call.PathRules;
import dev.detour.call.RouteRules;
import dev.detour.exchange.Origin;
import dev.detour.exchange.Url;
import dev.detour.network.ProxyChoice;
import dev.detour.retry.RetryPolicy;
import dev.detour.route.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the standard variables mean without a file, and beside one. */
class EnvironmentModeTest {
    private static final Origin ANY = Origin.of("https", "any.example", 443);

    @TempDir
    java.nio.file.Path folder;

    private Workspace workspace;

    @BeforeEach
    void set_up() {
        workspace = new Workspace(folder);
        workspace.writeRoot("root.pem");
    }

    private Loaded load() {
        return workspace.loader().load(Source.environment());
    }

    private List<RouteRules> routes() {
        return Workspace.good(load()).rules().routes();
    }

    @Test
    void without_variables_every_call_is_only_observed() {
        assertThat(routes()).isEmpty();
        assertThat(load().warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ANTHROPIC_BASE_URL, https://api.anthropic.com/v1/messages",
        "OPENAI_BASE_URL, https://api.openai.com/v1/chat/completions",
        "GOOGLE_GEMINI_BASE_URL, https://generativelanguage.googleapis.com/v1beta/models",
        "anthropic_base_url, https://api.anthropic.com/",
    })
    void a_base_url_takes_the_place_of_its_vendors(String variable, String asked) {
        workspace.variables.put(variable, "https://gateway.example.com/x");

        List<RouteRules> routes = routes();

        assertThat(routes).hasSize(1);
        RouteRules route = routes.get(0);
        assertThat(route.route().match(Url.parse(asked))).isNotNull();
        assertThat(route.route().match(Url.parse("https://other.example/v1"))).isNull();
        Path path = route.paths().get(0).path();
        assertThat(path.base()).isEqualTo(Url.parse("https://gateway.example.com/x"));
        assertThat(path.credentials()).isEqualTo(Path.Credentials.FORWARD);
        assertThat(route.retry()).isEqualTo(RetryPolicy.never());
        assertThat(route.breaker()).isEqualTo(BreakerPolicy.off());
        assertThat(route.annotates()).isFalse();
    }

    @Test
    void the_version_is_part_of_what_openai_replaces() {
        workspace.variables.put("OPENAI_BASE_URL", "https://gateway.example.com/v1");

        assertThat(routes().get(0).route().match(Url.parse("https://api.openai.com/v2/x")))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTPS_PROXY", "http_proxy", "ALL_PROXY"})
    void proxies_count_for_all_calls(String variable) {
        workspace.variables.put(variable, "proxy.example.com:3128");

        RouteRules last = routes().get(0);

        assertThat(last.route().name()).isEqualTo("environment");
        assertThat(last.route().match(Url.parse("http://any.example/"))).isNotNull();
        PathRules path = last.paths().get(0);
        assertThat(path.path().name()).isEqualTo("direct");
        assertThat(path.path().base()).isNull();
        assertThat(path.network().proxy().proxyFor(ANY)).hasToString("http://proxy.example.com:3128");
        assertThat(last.retry()).isEqualTo(RetryPolicy.never());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE"})
    void roots_are_added_and_the_applications_proxy_stays(String variable) {
        workspace.variables.put(variable, "root.pem");

        PathRules path = routes().get(0).paths().get(0);

        assertThat(path.network().trust()).hasSize(1);
        assertThat(path.network().proxy()).isSameAs(ProxyChoice.APPLICATION);
    }

    @Test
    void the_same_root_in_two_files_counts_once() {
        workspace.variables.put("SSL_CERT_FILE", "root.pem");
        workspace.variables.put("REQUESTS_CA_BUNDLE", "root.pem");

        assertThat(routes().get(0).paths().get(0).network().trust()).hasSize(1);
    }

    @Test
    void calls_to_a_gateway_use_the_proxies_and_roots_too() {
        workspace.variables.put("ANTHROPIC_BASE_URL", "https://gateway.example.com");
        workspace.variables.put("HTTPS_PROXY", "proxy.example.com:3128");
        workspace.variables.put("SSL_CERT_FILE", "root.pem");

        List<RouteRules> routes = routes();

        assertThat(routes)
                .extracting(route -> route.route().name())
                .containsExactly("ANTHROPIC_BASE_URL", "environment");
        assertThat(routes.get(0).paths().get(0).network().proxy().proxyFor(ANY)).isNotNull();
        assertThat(routes.get(0).paths().get(0).network().trust()).hasSize(1);
    }

    @Test
    void plain_http_is_allowed_with_a_warning() {
        workspace.variables.put("ANTHROPIC_BASE_URL", "http://gateway.example.com");
        workspace.variables.put("OPENAI_BASE_URL", "http://127.0.0.1:8080/v1");

        Loaded loaded = load();

        assertThat(Workspace.good(loaded).rules().routes()).hasSize(2);
        assertThat(loaded.warnings())
                .containsExactly("variable ANTHROPIC_BASE_URL: the application's credentials go to"
                        + " http://gateway.example.com over plain http, where anybody on the way can read them");
    }

    @Test
    void warns_of_a_missing_version() {
        workspace.variables.put("OPENAI_BASE_URL", "https://gateway.example.com");

        assertThat(load().warnings())
                .containsExactly(
                        "variable OPENAI_BASE_URL: /v1 may be missing: the pattern ends with it and the base URL"
                                + " does not; add it to the base or leave it out of the pattern");
    }

    @Test
    void broken_variables_are_left_out_and_told_and_the_others_count() {
        workspace.variables.put("ANTHROPIC_BASE_URL", "https://me:marked@gateway.example.com");
        workspace.variables.put("OPENAI_BASE_URL", "https://gateway.example.com/v1");
        workspace.variables.put("HTTPS_PROXY", "http://me:marked@proxy");
        workspace.variables.put("ALL_PROXY", "http://me:marked@proxy.example.com:3128");
        workspace.variables.put("SSL_CERT_FILE", "gone.pem");
        workspace.variables.put("NODE_EXTRA_CA_CERTS", "root.pem");

        Loaded loaded = load();

        assertThat(loaded.leftOut())
                .containsExactlyInAnyOrder(
                        "variable ANTHROPIC_BASE_URL: 'https://***@gateway.example.com' has a user in it, which is never"
                                + " sent; set an authorization header instead; it is left out",
                        "variable HTTPS_PROXY: is not a proxy: it has no port; it is left out",
                        "variable SSL_CERT_FILE: 'gone.pem' cannot be read: it does not exist; it is left out");
        List<RouteRules> routes = Workspace.good(loaded).rules().routes();
        assertThat(routes).extracting(route -> route.route().name()).containsExactly("OPENAI_BASE_URL", "environment");
        PathRules last = routes.get(1).paths().get(0);
        assertThat(last.network().proxy().proxyFor(ANY)).hasToString("http://proxy.example.com:3128");
        assertThat(last.network().trust()).hasSize(1);
    }

    @Test
    void shows_what_came_from_which_variable() {
        workspace.variables.put("ANTHROPIC_BASE_URL", "https://gateway.example.com");
        workspace.variables.put("HTTPS_PROXY", "http://me:marked@proxy.example.com:3128");
        workspace.variables.put("NO_PROXY", ".internal");

        assertThat(load().settings())
                .contains(
                        Setting.of(
                                "routes.ANTHROPIC_BASE_URL.to.url",
                                "https://gateway.example.com",
                                "variable ANTHROPIC_BASE_URL"),
                        Setting.of(
                                "routes.environment.proxy.HTTPS_PROXY",
                                "http://proxy.example.com:3128",
                                "variable HTTPS_PROXY"),
                        Setting.of("routes.environment.proxy.NO_PROXY", ".internal", "variable NO_PROXY"));
    }

    @Test
    void telemetry_may_be_set_by_variables_alone() {
        workspace.variables.put("DETOUR_TELEMETRY_LOG", "calls");

        assertThat(Workspace.good(load()).telemetry().log().name()).isEqualTo("CALLS");
    }

    @Test
    void beside_a_file_the_environment_counts_only_where_the_file_says_so() {
        workspace.variables.put("HTTPS_PROXY", "proxy.example.com:3128");
        String routes = "routes: [{name: mine, match: https://a.example}]\n";

        assertThat(workspace.good(routes).rules().routes()).hasSize(1);
        assertThat(workspace.good("environment: true\n" + routes).rules().routes())
                .extracting(route -> route.route().name())
                .containsExactly("mine", "environment");
    }

    @Test
    void a_route_of_the_file_may_not_take_the_name_of_an_environments() {
        workspace.variables.put("HTTPS_PROXY", "proxy.example.com:3128");

        assertThat(workspace.faults("environment: true\nroutes: [{name: environment, match: https://a.example}]"))
                .containsExactly("detour.yaml:2:10: the name 'environment' is that of the environment's own route; give"
                        + " this one another 'name'");
    }
}
