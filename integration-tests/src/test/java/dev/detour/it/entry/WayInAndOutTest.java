package dev.detour.it.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.detour.it.children.Attachment;
import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.DetourJar;
import dev.detour.it.children.Histogram;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import dev.detour.it.children.Matrix;
import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}, {1}")
@MethodSource("subjects")
class WayInAndOutTest {
    private static final String DIRECT = "GET /v1/x";
    private static final String ROUTED = "GET /routed/v1/x";

    @TempDir
    Path folder;

    private final Jdk jdk;
    private final Library library;
    private Scene scene;

    WayInAndOutTest(Jdk jdk, Library library) {
        this.jdk = jdk;
        this.library = library;
    }

    /** The ways are the same for OkHttp, and the contract's callers attach to it, too. */
    static Stream<Arguments> subjects() {
        List<Library> libraries = Matrix.isOn()
                ? List.of(Library.JDK, Library.okHttp("3.12.13"), Library.okHttp("5.5.1"))
                : List.of(Library.JDK);
        return Jdks.chosen().stream().flatMap(jdk -> libraries.stream().map(library -> Arguments.of(jdk, library)));
    }

    @BeforeEach
    void open() {
        scene = new Scene(folder);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void from_the_start_it_routes_and_prints_nothing() {
        try (ChildJvm child =
                scene.child(jdk, library).agent(scene.routed().toString()).start()) {
            assertThat(scene.call(child, library)).isEqualTo(ROUTED);
            assertThat(scene.gateway.only().header("x-api-key")).isEqualTo("from-the-gateway");
            assertThat(child.end()).isZero();
            assertThat(child.noise()).isEmpty();
        }
    }

    @Test
    void application_that_never_calls_notices_nothing() {
        try (ChildJvm child =
                scene.child(jdk, library).agent(scene.routed().toString()).start()) {
            assertThat(child.ask(Fields.none().with("op", "threads")).list("threads"))
                    .noneMatch(name -> name.contains("detour"));
            assertThat(child.end()).isZero();
            assertThat(child.noise()).isEmpty();
        }
    }

    @Test
    void attached_it_routes_clients_that_live_already() {
        for (Attachment attachment : Attachment.values()) {
            try (ChildJvm child = scene.child(jdk, library).start()) {
                assertThat(scene.call(child, library)).isEqualTo(DIRECT);
                attachment.attach(child, scene.routed());
                assertThat(scene.again(child)).isEqualTo(ROUTED);
                assertThat(child.end()).isZero();
                assertThat(child.noise()).isEmpty();
            }
        }
    }

    @Test
    void attached_before_the_first_client_it_routes_it() {
        try (ChildJvm child = scene.child(jdk, library).start()) {
            Attachment.API.attach(child, scene.routed());
            assertThat(scene.call(child, library)).isEqualTo(ROUTED);
        }
    }

    @Test
    void detach_gives_the_original_behaviour_back_and_lets_the_loader_go() {
        for (Attachment attachment : Attachment.values()) {
            try (ChildJvm child = scene.child(jdk, library).start()) {
                scene.call(child, library);
                attachment.attach(child, scene.routed());
                assertThat(scene.again(child)).isEqualTo(ROUTED);
                assertThat(Histogram.of(jdk, child).instances("dev.detour.AgentLoader"))
                        .isPositive();

                attachment.detach(child);
                assertThat(scene.again(child)).isEqualTo(DIRECT);
                assertThat(Histogram.of(jdk, child).instances("dev.detour.AgentLoader"))
                        .isZero();
                assertThat(child.ask(Fields.none().with("op", "threads")).list("threads"))
                        .noneMatch(name -> name.contains("detour"));
                assertThat(child.noise()).isEmpty();
            }
        }
    }

    @Test
    void detach_works_on_an_agent_that_was_there_from_the_start() {
        try (ChildJvm child =
                scene.child(jdk, library).agent(scene.routed().toString()).start()) {
            assertThat(scene.call(child, library)).isEqualTo(ROUTED);
            Attachment.API.detach(child);
            assertThat(scene.again(child)).isEqualTo(DIRECT);
            assertThat(Histogram.of(jdk, child).instances("dev.detour.AgentLoader"))
                    .isZero();
        }
    }

    @Test
    void attaches_again_with_another_file() {
        try (ChildJvm child = scene.child(jdk, library).start()) {
            scene.call(child, library);
            for (String base : List.of("/one", "/two", "/three")) {
                Attachment.API.attach(child, scene.routed(base.substring(1) + ".yaml", base));
                assertThat(scene.again(child)).isEqualTo("GET " + base + "/v1/x");
                Attachment.API.detach(child);
                assertThat(scene.again(child)).isEqualTo(DIRECT);
            }
            assertThat(child.noise()).isEmpty();
        }
    }

    @Test
    void second_agent_of_ours_doubles_nothing() {
        Path config = scene.routed();
        try (ChildJvm child = scene.child(jdk, library)
                .agent(config.toString())
                .agent(config.toString())
                .start()) {
            assertThat(scene.call(child, library)).isEqualTo(ROUTED);
            Attachment.API.attach(child, config);
            assertThat(scene.again(child)).isEqualTo(ROUTED);
            assertThat(scene.gateway.received()).hasSize(2);
            assertThat(child.noise()).isEmpty();
        }
    }

    @Test
    void copy_of_our_jar_doubles_nothing() throws IOException {
        Path config = scene.routed();
        Path copy = Files.copy(DetourJar.path(), folder.resolve("copy.jar"));
        try (ChildJvm child = scene.child(jdk, library)
                .agent(config.toString())
                .option("-javaagent:" + copy + "=" + scene.routed("other.yaml", "/other"))
                .start()) {
            assertThat(scene.call(child, library)).isEqualTo(ROUTED);
            assertThat(scene.gateway.received()).hasSize(1);
            Attachment.API.detach(child);
            assertThat(scene.again(child)).isEqualTo(DIRECT);
            assertThat(child.noise()).isEmpty();
        }
    }

    @Test
    void call_in_flight_survives_attach_and_detach() throws Exception {
        try (ChildJvm child = scene.child(jdk, library).start()) {
            scene.call(child, library);
            scene.gateway.reset();
            var latch = new CountDownLatch(1);
            scene.gateway.answerNext(Answer.events("data: one").pausedBy(latch).body("data: two\n\n"));
            child.begin("before", "client", Scene.get(scene.application() + "/flying"));
            assertThat(child.awaitBytes("before", 11)).isEqualTo(11);
            Attachment.API.attach(child, scene.routed());

            scene.gateway.answerNext(Answer.events("data: one").pausedBy(latch).body("data: two\n\n"));
            child.begin("between", "client", Scene.get(scene.application() + "/flying"));
            assertThat(child.awaitBytes("between", 11)).isEqualTo(11);
            Attachment.API.detach(child);
            latch.countDown();

            assertThat(child.await("before").get("body")).isEqualTo("data: one\n\ndata: two\n\n");
            assertThat(child.await("between").get("body")).isEqualTo("data: one\n\ndata: two\n\n");
        }
    }

    /** A limit that went on would end the body, or another call that has the connection by then. */
    @Test
    void limit_of_a_call_that_outlives_the_agent_ends_with_the_head() throws Exception {
        Path limited = scene.config("limited.yaml", """
                routes:
                  - match: %s
                    to: %s/routed
                    credentials: strip
                    timeouts: {first-byte: 5m}
                """.formatted(scene.application(), scene.gateway.url("127.0.0.1")));
        try (ChildJvm child = scene.child(jdk, library).start()) {
            scene.call(child, library);
            Attachment.API.attach(child, limited);
            scene.gateway.reset();
            CountDownLatch head = new CountDownLatch(1);
            CountDownLatch rest = new CountDownLatch(1);
            scene.gateway.answerNext(
                    Answer.events("data: one").heldBy(head).pausedBy(rest).body("data: two\n\n"));
            child.begin("late", "client", Scene.get(scene.application() + "/late"));
            scene.gateway.await(1);
            Attachment.API.detach(child);
            head.countDown();
            assertThat(child.awaitBytes("late", 11)).isEqualTo(11);

            assertThat(Histogram.of(jdk, child).instances("dev.detour.client.okhttp.adapter.FirstByteLimit"))
                    .isZero();
            rest.countDown();
            assertThat(child.await("late").get("body")).isEqualTo("data: one\n\ndata: two\n\n");
        }
    }

    /** After the detach it would go anywhere but as its route says. */
    @Test
    void call_that_waits_to_be_sent_again_is_sent_before_the_agent_leaves() throws Exception {
        try (ChildJvm child = scene.child(jdk, library).start()) {
            scene.call(child, library);
            Attachment.API.attach(child, scene.routed());
            scene.gateway.reset();
            scene.gateway.answerNext(Answer.of(503).header("retry-after", "25"));
            child.begin("waiting", "client", Scene.get(scene.application() + "/waiting"));
            scene.gateway.await(1);
            Attachment.API.detach(child);
            assertThat(child.await("waiting").get("body")).isEqualTo("GET /routed/waiting");
        }
    }

    @Test
    void application_does_not_see_what_we_carry() {
        try (ChildJvm child =
                scene.child(jdk, library).agent(scene.routed().toString()).start()) {
            scene.call(child, library);
            for (String type : List.of(
                    "net.bytebuddy.ByteBuddy",
                    "com.fasterxml.jackson.core.JsonFactory",
                    "org.slf4j.Logger",
                    "picocli.CommandLine",
                    "dev.detour.agent.RunningAgent")) {
                assertThat(child.ask(Fields.none().with("op", "sees").with("class", type))
                                .get("sees"))
                        .as(type)
                        .isEqualTo("false");
            }
        }
    }

    /** The JVM trusts its own classes, and would run what is wrongly written into them: so it is told not to. */
    @Test
    void what_is_written_into_classes_passes_the_verifier() {
        assumeTrue(library.equals(Library.JDK), "the others are verified wherever they are loaded");
        try (ChildJvm child = scene.child(jdk, library)
                .agent(scene.routed().toString())
                .option("-XX:+UnlockDiagnosticVMOptions")
                .option("-XX:+BytecodeVerificationLocal")
                .start()) {
            scene.call(child, library);
            for (String type : List.of(
                    "HttpClientImpl",
                    "HttpRequestImpl",
                    "HttpConnection",
                    "PlainHttpConnection",
                    "PlainTunnelingConnection",
                    "Exchange",
                    "AbstractAsyncSSLConnection",
                    "MultiExchange",
                    "RedirectFilter",
                    "ResponseTimerEvent",
                    "common.Utils",
                    "websocket.BuilderImpl")) {
                assertThat(child.ask(Fields.none().with("op", "sees").with("class", "jdk.internal.net.http." + type))
                                .get("sees"))
                        .as(type)
                        .isEqualTo("true");
            }
            assertThat(scene.gateway.received()).hasSize(1);
        }
    }
}
