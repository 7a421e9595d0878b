package dev.detour.it.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.detour.it.children.Attachment;
import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Answer;
import dev.detour.it.servers.Received;
import dev.detour.it.servers.Vendors;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs on real SDKs, hard-wired to their vendors' hosts, which no child can resolve. */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("subjects")
class SdkTest {
    @TempDir
    Path folder;

    private final Jdk jdk;
    private final Library sdk;
    private Scene scene;
    private Path config;

    SdkTest(Jdk jdk, Library sdk) {
        this.jdk = jdk;
        this.sdk = sdk;
    }

    static Stream<Arguments> subjects() {
        return Jdks.chosen().stream().flatMap(jdk -> Library.sdks(jdk).stream().map(sdk -> Arguments.of(jdk, sdk)));
    }

    @BeforeEach
    void open() {
        scene = new Scene(folder);
        scene.gateway.answer(new Vendors());
        config = scene.config("vendors.yaml", """
                reload: 0
                defaults: {credentials: strip}
                routes:
                  - name: anthropic
                    match: https://api.anthropic.com
                    to: %1$s/anthropic
                    headers: {x-api-key: gateway-key}
                  - name: openai
                    match: https://api.openai.com/v1
                    to: %1$s/openai/v1
                    headers: {authorization: "Bearer gateway-key"}
                """.formatted(scene.gateway.url("127.0.0.1")));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void re_routed_from_the_start_with_a_replaced_key() {
        try (ChildJvm child = scene.child(jdk, sdk).agent(config.toString()).start()) {
            child.client("sdk", sdk, Fields.none());
            asks(child);
            assertThat(child.end()).isZero();
            assertThat(child.noise())
                    .filteredOn(line -> !line.startsWith("SLF4J"))
                    .isEmpty();
        }
    }

    @Test
    void re_routed_when_attached_to_a_live_client() {
        try (ChildJvm child = scene.child(jdk, sdk).start()) {
            child.client("sdk", sdk, Fields.none());
            Attachment.API.attach(child, config);
            asks(child);
        }
    }

    @Test
    void caller_s_attempts_are_not_multiplied() {
        assumeTrue(
                sdk.equals(Library.ANTHROPIC) || sdk.equals(Library.OPEN_AI), "the others do not say that they retry");
        scene.gateway.answer(Answer.json(503, "{}").header("retry-after-ms", "1"));
        try (ChildJvm child = scene.child(jdk, sdk).agent(config.toString()).start()) {
            child.client("sdk", sdk, Fields.none());
            Fields seen = child.call("sdk", Fields.none().with("way", "plain"));

            assertThat(seen.get("exception.0")).isNotNull();
            assertThat(scene.gateway.received()).hasSize(3);
        }
    }

    private void asks(ChildJvm child) {
        List<String> ways = sdk.equals(Library.OPEN_AI)
                ? List.of("plain", "streamed", "responses", "responsesStreamed")
                : List.of("plain", "streamed");
        for (String way : ways) {
            scene.gateway.reset();
            scene.gateway.answer(new Vendors());
            Fields seen = child.call("sdk", Fields.none().with("way", way));

            assertThat(seen.get("body")).as("%s: %s", way, seen).isEqualTo(Vendors.TEXT);
            Received received = scene.gateway.only();
            assertThat(received.path()).startsWith(sdk.name().contains("anthropic") ? "/anthropic/v1/" : "/openai/v1/");
            assertThat(received.headers().toString()).contains("gateway-key").doesNotContain("application\"", "sk-");
        }
    }
}
