package dev.detour.it.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.Attachment;
import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Histogram;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import dev.detour.it.contract.EventFile;
import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
    private static final String DIRECT = "GET /v1/x";
    private static final String ROUTED = "GET /routed/v1/x";

    @TempDir
    Path folder;

    private Scene scene;

    @BeforeEach
    void open() {
        scene = new Scene(folder);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private ChildJvm.Builder child() {
        return scene.child(Jdks.one(), Library.JDK);
    }

    @Test
    void bad_file_gives_one_line_and_leaves_the_application_untouched() {
        Path config =
                scene.config("bad.yaml", "routes:\n  - match: %s\n    provder: none\n".formatted(scene.application()));
        try (ChildJvm child = child().agent(config.toString()).start()) {
            assertThat(scene.call(child, Library.JDK)).isEqualTo(DIRECT);
            assertThat(child.end()).isZero();
            assertThat(child.noise()).hasSize(1).first().asString().contains("bad.yaml:3:5", "provder", "provider");
        }
    }

    @Test
    void bad_file_says_nothing_where_nothing_calls() {
        Path config = scene.config("bad.yaml", "rutes: []\n");
        try (ChildJvm child = child().agent(config.toString()).start()) {
            assertThat(child.end()).isZero();
            assertThat(child.noise()).isEmpty();
        }
    }

    @Test
    void missing_file_gives_one_line() {
        try (ChildJvm child =
                child().agent(folder.resolve("none.yaml").toString()).start()) {
            assertThat(scene.call(child, Library.JDK)).isEqualTo(DIRECT);
            assertThat(child.end()).isZero();
            assertThat(child.noise()).hasSize(1).first().asString().contains("none.yaml");
        }
    }

    @Test
    void each_fault_has_its_line() {
        Path config = scene.config(
                "bad.yaml",
                "mode: watch\nroutes:\n  - {name: a, match: \"http://a.test\", to: \"http://b.test\"}\nextra: 1\n");
        try (ChildJvm child = child().agent(config.toString()).start()) {
            assertThat(scene.call(child, Library.JDK)).isEqualTo(DIRECT);
            assertThat(child.end()).isZero();
            assertThat(child.noise()).hasSizeBetween(3, 4);
            assertThat(child.noise()).anyMatch(line -> line.contains("bad.yaml:1:"));
            assertThat(child.noise()).anyMatch(line -> line.contains("bad.yaml:3:") && line.contains("credentials"));
            assertThat(child.noise()).anyMatch(line -> line.contains("bad.yaml:4:1") && line.contains("extra"));
        }
    }

    @Test
    void strict_stops_the_jvm_with_the_fault() {
        Path config = scene.config("bad.yaml", "rutes: []\n");
        try (ChildJvm child =
                child().agent(config.toString()).property("detour.strict", true).start()) {
            assertThat(child.end()).isNotZero();
            assertThat(child.noise()).anyMatch(line -> line.contains("bad.yaml:1:1") && line.contains("routes"));
        }
    }

    @Test
    void strict_starts_with_a_good_file() {
        try (ChildJvm child = child().agent(scene.routed().toString())
                .variable("DETOUR_STRICT", "true")
                .start()) {
            assertThat(scene.call(child, Library.JDK)).isEqualTo(ROUTED);
            assertThat(child.noise()).isEmpty();
        }
    }

    @Test
    void attach_with_a_bad_file_leaves_the_application_untouched() {
        Path config = scene.config("bad.yaml", "rutes: []\n");
        try (ChildJvm child = child().start()) {
            scene.call(child, Library.JDK);
            assertThat(Attachment.command("attach", Long.toString(child.pid()), "--config", config.toString()))
                    .satisfies(result -> {
                        assertThat(result.status()).isNotZero();
                        assertThat(String.join("\n", result.err())).contains("bad.yaml:1:1");
                    });
            assertThat(scene.again(child)).isEqualTo(DIRECT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "key", "variable", "property", "tool options"})
    void file_is_named_in_every_way(String way) {
        String config = scene.routed().toString();
        ChildJvm.Builder builder = child();
        switch (way) {
            case "plain" -> builder.agent(config);
            case "key" -> builder.agent("config=" + config);
            case "variable" -> builder.agent("").variable("DETOUR_CONFIG", config);
            case "property" -> builder.agent("").property("detour.config", config);
            default ->
                builder.variable(
                        "JAVA_TOOL_OPTIONS", "-javaagent:" + dev.detour.it.children.DetourJar.path() + "=" + config);
        }
        try (ChildJvm child = builder.start()) {
            assertThat(scene.call(child, Library.JDK)).isEqualTo(ROUTED);
            assertThat(child.noise()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"variable", "property"})
    void kill_switch_leaves_everything_alone(String way) {
        ChildJvm.Builder builder = child().agent(scene.routed().toString());
        if (way.equals("variable")) {
            builder.variable("DETOUR_ENABLED", "false");
        } else {
            builder.property("detour.enabled", false);
        }
        try (ChildJvm child = builder.start()) {
            assertThat(scene.call(child, Library.JDK)).isEqualTo(DIRECT);
            assertThat(child.noise()).isEmpty();
        }
    }

    @Test
    void property_wins_over_variable_and_variable_over_file() {
        ChildJvm.Builder observing = child().agent(scene.routed().toString()).variable("DETOUR_MODE", "observe");
        try (ChildJvm child = observing.start()) {
            assertThat(scene.call(child, Library.JDK)).isEqualTo(DIRECT);
        }
        try (ChildJvm child = observing.property("detour.mode", "act").start()) {
            assertThat(scene.call(child, Library.JDK)).isEqualTo(ROUTED);
        }
    }

    @Test
    void observing_changes_nothing_and_reports_what_would_be_done() {
        Path events = folder.resolve("events.jsonl");
        Path config = scene.config("observe.yaml", """
                mode: observe
                telemetry: {events: %s}
                routes:
                  - {name: retried, match: "%s"}
                """.formatted(events, scene.application()));
        scene.gateway.answerNext(Answer.of(503).body("no"));
        try (ChildJvm child = child().agent(config.toString()).start()) {
            child.client("client", Library.JDK, Fields.none());
            assertThat(child.call("client", Scene.get(scene.application() + "/v1/x"))
                            .get("status"))
                    .isEqualTo("503");
            assertThat(scene.gateway.received()).hasSize(1);
            new EventFile(events).await(event -> event.line().contains("\"would_retry\""));
            assertThat(child.end()).isZero();
        }
    }

    @Test
    void changed_file_is_read_while_calls_are_in_flight() throws Exception {
        Path config = reloading("one");
        try (ChildJvm child = child().agent(config.toString()).start()) {
            assertThat(scene.call(child, Library.JDK)).isEqualTo("GET /one/v1/x");
            CountDownLatch latch = beginFlying(child);
            reloading("two");
            awaitBody(child, "GET /two/v1/x");
            latch.countDown();
            assertThat(child.await("flying").get("body")).isEqualTo("flew");
        }
    }

    /** A ConfigMap's folder: the file is a link into {@code ..data}, a link that is swapped as a whole. */
    @Test
    void swapped_config_map_is_read_while_calls_are_in_flight() throws Exception {
        Path first = Files.createDirectory(folder.resolve("..2026_1"));
        Path second = Files.createDirectory(folder.resolve("..2026_2"));
        Files.move(reloading("one"), first.resolve("detour.yaml"));
        Files.move(reloading("two"), second.resolve("detour.yaml"));
        Path data = Files.createSymbolicLink(folder.resolve("..data"), first.getFileName());
        Path config = Files.createSymbolicLink(folder.resolve("detour.yaml"), Path.of("..data", "detour.yaml"));
        try (ChildJvm child = child().agent(config.toString()).start()) {
            assertThat(scene.call(child, Library.JDK)).isEqualTo("GET /one/v1/x");
            CountDownLatch latch = beginFlying(child);
            Path next = Files.createSymbolicLink(folder.resolve("..next"), second.getFileName());
            Files.move(next, data, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            awaitBody(child, "GET /two/v1/x");
            latch.countDown();
            assertThat(child.await("flying").get("body")).isEqualTo("flew");
            assertThat(child.noise()).isEmpty();
        }
    }

    @Test
    void last_good_file_stays_in_force_while_a_bad_one_is_there() throws Exception {
        Path config = reloading("one");
        try (ChildJvm child = child().agent(config.toString()).start()) {
            assertThat(scene.call(child, Library.JDK)).isEqualTo("GET /one/v1/x");
            CountDownLatch latch = beginFlying(child);
            replacing("rutes: []\n");
            assertThat(child.err().await(0, line -> line.contains("reloading.yaml:1:1")))
                    .as("the fault is told")
                    .isPresent();
            assertThat(scene.again(child)).isEqualTo("GET /one/v1/x");
            latch.countDown();
            assertThat(child.await("flying").get("body")).isEqualTo("flew");
            assertThat(child.noise()).hasSize(1);
            reloading("two");
            awaitBody(child, "GET /two/v1/x");
        }
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void file_that_is_wrong_at_the_start_is_put_in_force_once_it_is_right(Library library) throws Exception {
        Path config = scene.config("reloading.yaml", "reload: 50ms\nrutes: []\n");
        try (ChildJvm child =
                scene.child(Jdks.one(), library).agent(config.toString()).start()) {
            assertThat(scene.call(child, library)).isEqualTo(DIRECT);
            CountDownLatch latch = beginFlying(child);
            replacing("reload: 50ms\nroute: []\n");
            assertThat(child.err().await(0, line -> line.contains("'route'"))).isPresent();
            assertThat(scene.again(child)).isEqualTo(DIRECT);

            reloading("one");
            awaitBody(child, "GET /one/v1/x");
            latch.countDown();
            assertThat(child.await("flying").get("body")).isEqualTo("flew");
            assertThat(child.noise()).as("a line for each fault").hasSize(2);

            reloading("two");
            awaitBody(child, "GET /two/v1/x");
            Attachment.API.detach(child);
            assertThat(scene.again(child)).isEqualTo(DIRECT);
        }
    }

    @Test
    void file_that_is_missing_at_the_start_is_put_in_force_once_it_is_there() {
        Path config = folder.resolve("reloading.yaml");
        try (ChildJvm child = child().agent(config.toString())
                .variable("DETOUR_RELOAD", "50ms")
                .start()) {
            assertThat(scene.call(child, Library.JDK)).isEqualTo(DIRECT);
            assertThat(child.err().await(0, line -> line.contains("reloading.yaml")))
                    .as("the fault is told")
                    .isPresent();
            reloading("one");
            awaitBody(child, "GET /one/v1/x");
            assertThat(child.noise()).hasSize(1);
        }
    }

    @Test
    void wrong_file_that_nobody_corrects_lets_the_agent_be_detached() {
        Path config = scene.config("bad.yaml", "reload: 50ms\nrutes: []\n");
        try (ChildJvm child = child().agent(config.toString()).start()) {
            assertThat(scene.call(child, Library.JDK)).isEqualTo(DIRECT);
            Attachment.API.detach(child);
            assertThat(Histogram.of(Jdks.one(), child).instances("dev.detour.AgentLoader"))
                    .isZero();
            Attachment.API.attach(child, scene.routed());
            assertThat(scene.again(child)).isEqualTo(ROUTED);
        }
    }

    @Test
    void secrets_of_the_file_are_never_printed() {
        Path config = scene.config("secret.yaml", """
                routes:
                  - name: a
                    match: http://application.test
                    to: http://127.0.0.1:9
                    credentials: strip
                    headers: {x-api-key: "${env:MARKED}"}
                    retry: {attempts: "${env:MARKED}"}
                """);
        try (ChildJvm child = child().agent(config.toString())
                .variable("MARKED", "s3cr3t-mark")
                .start()) {
            scene.call(child, Library.JDK);
            assertThat(child.end()).isZero();
            assertThat(child.noise()).isNotEmpty().noneMatch(line -> line.contains("s3cr3t-mark"));
        }
    }

    static Stream<Library> libraries() {
        return Stream.of(Library.JDK, Library.okHttp("4.12.0"));
    }

    /** Begins a call that is answered once the latch is down; returns when it has reached the gateway. */
    private CountDownLatch beginFlying(ChildJvm child) throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        int before = scene.gateway.received().size();
        scene.gateway.answerNext(Answer.text("flew").heldBy(latch));
        child.begin("flying", "client", Scene.get(scene.application() + "/flying"));
        scene.gateway.await(before + 1);
        return latch;
    }

    private Path reloading(String base) {
        return replacing("reload: 50ms\nroutes:\n  - {name: a, match: \"%s\", to: \"%s/%s\", credentials: forward}\n"
                .formatted(scene.application(), scene.gateway.url("127.0.0.1"), base));
    }

    /** At once: a file that is written in its place is empty for a moment. */
    private Path replacing(String text) {
        try {
            return Files.move(
                    scene.config("reloading.next", text),
                    folder.resolve("reloading.yaml"),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private void awaitBody(ChildJvm child, String body) {
        assertThat(scene.await(child, body)).isEqualTo(body);
    }
}
