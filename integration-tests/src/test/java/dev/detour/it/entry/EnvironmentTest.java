package dev.detour.it.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import dev.detour.it.programs.Fields;
import dev.detour.it.servers.HttpProxy;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Without a file: what people have set for other tools counts. */
@ParameterizedClass(name = "{0}")
@MethodSource("libraries")
@Tag("matrix")
class EnvironmentTest {
    @TempDir
    Path folder;

    private final Library library;
    private final HttpProxy proxy = HttpProxy.open();
    private Scene scene;

    EnvironmentTest(Library library) {
        this.library = library;
    }

    static Stream<Library> libraries() {
        return Stream.of(Library.JDK, Library.okHttp("4.12.0"));
    }

    @BeforeEach
    void open() {
        scene = new Scene(folder);
    }

    @AfterEach
    void close() {
        scene.close();
        proxy.close();
    }

    private ChildJvm.Builder child() {
        return scene.child(Jdks.one(), library).agent("");
    }

    private String proxyUrl() {
        return "http://127.0.0.1:" + proxy.port();
    }

    @Test
    void base_urls_of_the_vendors_count_with_the_application_s_key() {
        try (ChildJvm child = child().variable("ANTHROPIC_BASE_URL", scene.gateway.url("gateway.test") + "/anthropic")
                .variable("OPENAI_BASE_URL", scene.gateway.url("gateway.test") + "/openai/v1")
                .variable("GOOGLE_GEMINI_BASE_URL", scene.gateway.url("gateway.test") + "/gemini")
                .start()) {
            child.client("client", library, Fields.none());
            for (String url : List.of(
                    "https://api.anthropic.com/v1/messages",
                    "https://api.openai.com/v1/responses",
                    "https://generativelanguage.googleapis.com/v1beta/models/m:generateContent")) {
                Fields seen = child.call("client", Scene.get(url).with("header.x-api-key", "application"));
                assertThat(seen.get("status")).as(seen.toString()).isEqualTo("200");
            }
            assertThat(scene.gateway.received())
                    .extracting(received -> received.target())
                    .containsExactly(
                            "/anthropic/v1/messages",
                            "/openai/v1/responses",
                            "/gemini/v1beta/models/m:generateContent");
            assertThat(scene.gateway.received())
                    .allSatisfy(
                            received -> assertThat(received.header("x-api-key")).isEqualTo("application"));
        }
    }

    @Test
    void proxy_of_the_environment_counts_in_either_case() {
        for (String name : List.of("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")) {
            proxy.forget();
            try (ChildJvm child = child().variable(name, proxyUrl()).start()) {
                assertThat(scene.call(child, library)).isEqualTo("GET /v1/x");
                assertThat(proxy.asked()).as(name).hasSize(1);
            }
        }
    }

    @Test
    void tls_takes_the_proxy_for_https() {
        try (ChildJvm child = child().variable("HTTPS_PROXY", proxyUrl())
                .variable("SSL_CERT_FILE", folder.resolve("root.pem").toString())
                .start()) {
            child.client("client", library, Fields.none());
            Fields seen = child.call("client", Scene.get(scene.secure.url("secure.test") + "/x"));
            assertThat(seen.get("status")).as(seen.toString()).isEqualTo("200");
            assertThat(proxy.asked()).extracting(HttpProxy.Asked::method).containsExactly("CONNECT");

            scene.again(child);
            assertThat(proxy.asked()).as("http has a variable of its own").hasSize(1);
        }
    }

    @Test
    void exceptions_from_the_proxy_count() {
        assertThat(asksProxy("other.example, .TEST", scene.application())).isFalse();
        assertThat(asksProxy("other.example, ation.test", scene.application())).isTrue();
    }

    @Test
    void exceptions_from_the_proxy_count_in_every_form() {
        int port = scene.gateway.port();
        for (String exceptions :
                List.of("application.test", "test", "APPLICATION.TEST", "application.test:" + port, "*")) {
            assertThat(asksProxy(exceptions, scene.application()))
                    .as(exceptions)
                    .isFalse();
        }
        for (String exceptions : List.of("other.test", "application.test:1", "example")) {
            assertThat(asksProxy(exceptions, scene.application()))
                    .as(exceptions)
                    .isTrue();
        }
    }

    @Test
    void loopback_is_never_proxied() {
        assertThat(asksProxy("", scene.gateway.url("127.0.0.1"))).isFalse();
    }

    private boolean asksProxy(String exceptions, String url) {
        proxy.forget();
        try (ChildJvm child = child().variable("HTTP_PROXY", proxyUrl())
                .variable("NO_PROXY", exceptions)
                .start()) {
            child.client("client", library, Fields.none());
            Fields seen = child.call("client", Scene.get(url));
            assertThat(seen.get("status")).as(seen.toString()).isEqualTo("200");
            return !proxy.asked().isEmpty();
        }
    }

    @Test
    void roots_of_the_environment_are_added() {
        for (String name : List.of("SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE")) {
            try (ChildJvm child = child().variable(
                            name, folder.resolve("root.pem").toString())
                    .start()) {
                child.client("client", library, Fields.none());
                Fields seen = child.call("client", Scene.get(scene.secure.url("secure.test")));
                assertThat(seen.get("status")).as("%s: %s", name, seen).isEqualTo("200");
            }
        }
    }

    @Test
    void nothing_is_repeated() {
        scene.gateway.answerNext(dev.detour.it.servers.Answer.of(503));
        try (ChildJvm child = child().start()) {
            child.client("client", library, Fields.none());
            assertThat(child.call("client", Scene.get(scene.application())).get("status"))
                    .isEqualTo("503");
            assertThat(scene.gateway.received()).hasSize(1);
        }
    }

    @Test
    void file_s_routes_come_first_where_it_asks_for_the_environment() {
        Path config = scene.config(
                "with.yaml",
                "environment: true\nroutes:\n  - {name: a, match: \"%s/v1\", to: \"%s/file\", credentials: forward, proxy: direct}\n"
                        .formatted(scene.application(), scene.gateway.url("127.0.0.1")));
        try (ChildJvm child = scene.child(Jdks.one(), library)
                .agent(config.toString())
                .variable("HTTP_PROXY", proxyUrl())
                .start()) {
            assertThat(scene.call(child, library)).isEqualTo("GET /file/x");
            assertThat(proxy.asked()).isEmpty();
            child.call("client", Scene.get(scene.application() + "/other"));
            assertThat(proxy.asked()).hasSize(1);
        }
    }

    @Test
    void environment_does_not_count_beside_a_file_that_does_not_ask_for_it() {
        try (ChildJvm child = scene.child(Jdks.one(), library)
                .agent(scene.routed().toString())
                .variable("HTTP_PROXY", proxyUrl())
                .start()) {
            assertThat(scene.call(child, library)).isEqualTo("GET /routed/v1/x");
            assertThat(proxy.asked()).isEmpty();
        }
    }
}
