package dev.detour.it.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.Attachment;
import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Histogram;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import dev.detour.it.children.OtherAgent;
import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Received;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Beside other agents, which stand before ours on the command line or behind it, or were there when ours came. */
@Tag("matrix")
class OtherAgentsTest {
    private static final String DIRECT = "GET /v1/x";
    private static final String ROUTED = "GET /routed/v1/x";

    /** What the other agent, and the JVM because of it, say of themselves. */
    private static final List<String> OTHERS_WORDS =
            List.of("[otel.javaagent ", "OpenJDK 64-Bit Server VM warning: Sharing is only supported for boot");

    /** Both clients in one JVM, each in its blocking and its asynchronous way. */
    private static final Map<String, List<String>> WAYS = new LinkedHashMap<>();

    static {
        WAYS.put("jdk", List.of("send", "sendAsync"));
        WAYS.put("okhttp", List.of("execute", "enqueue"));
    }

    enum Place {
        BEFORE,
        BEHIND
    }

    @TempDir
    Path folder;

    private Scene scene;

    static Stream<Arguments> jdksAndPlaces() {
        return Jdks.chosen().stream().flatMap(jdk -> Stream.of(Place.values()).map(place -> Arguments.of(jdk, place)));
    }

    static List<Jdk> jdks() {
        return Jdks.chosen();
    }

    @BeforeEach
    void open() {
        scene = new Scene(folder);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @ParameterizedTest
    @MethodSource("jdksAndPlaces")
    void open_telemetry_traces_each_routed_call_once(Jdk jdk, Place place) {
        try (ChildJvm child =
                both(tracing(jdk), OtherAgent.OPEN_TELEMETRY.option(""), place).start()) {
            makeClients(child);
            assertThat(bodies(child)).containsOnly(ROUTED);
            assertThat(scene.gateway.received()).allSatisfy(OtherAgentsTest::carriesTrace);
            assertThat(child.end()).isZero();
            assertThat(spans(child)).hasSize(4);
            assertThat(ours(child)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void open_telemetry_traces_on_while_we_come_and_go(Jdk jdk) {
        try (ChildJvm child =
                tracing(jdk).option(OtherAgent.OPEN_TELEMETRY.option("")).start()) {
            makeClients(child);
            comesAndGoes(jdk, child);
            assertThat(scene.gateway.received()).allSatisfy(OtherAgentsTest::carriesTrace);
            assertThat(child.end()).isZero();
            assertThat(spans(child)).hasSize(3 * 4);
            assertThat(ours(child)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("jdksAndPlaces")
    void jacoco_counts_what_is_routed(Jdk jdk, Place place) throws IOException {
        try (ChildJvm child = both(child(jdk), OtherAgent.JACOCO.option("destfile=" + coverage()), place)
                .start()) {
            makeClients(child);
            assertThat(bodies(child)).containsOnly(ROUTED);
            assertThat(child.end()).isZero();
            assertThat(ours(child)).isEmpty();
        }
        assertThat(covered()).contains("okhttp3/OkHttpClient").doesNotContain("dev/detour/agent/");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void jacoco_counts_on_while_we_come_and_go(Jdk jdk) throws IOException {
        try (ChildJvm child = child(jdk)
                .option(OtherAgent.JACOCO.option("destfile=" + coverage()))
                .start()) {
            makeClients(child);
            comesAndGoes(jdk, child);
            assertThat(child.end()).isZero();
            assertThat(ours(child)).isEmpty();
        }
        assertThat(covered()).contains("okhttp3/OkHttpClient");
    }

    private void comesAndGoes(Jdk jdk, ChildJvm child) {
        assertThat(bodies(child)).containsOnly(DIRECT);
        Attachment.API.attach(child, scene.routed());
        assertThat(bodies(child)).containsOnly(ROUTED);
        Attachment.API.detach(child);
        assertThat(bodies(child)).containsOnly(DIRECT);
        assertThat(Histogram.of(jdk, child).instances("dev.detour.AgentLoader")).isZero();
    }

    private ChildJvm.Builder child(Jdk jdk) {
        return scene.child(jdk, Library.okHttp("4.12.0"));
    }

    /** Spans go to standard error, one by one, as they end. */
    private ChildJvm.Builder tracing(Jdk jdk) {
        return child(jdk)
                .property("otel.traces.exporter", "console")
                .property("otel.metrics.exporter", "none")
                .property("otel.logs.exporter", "none");
    }

    private ChildJvm.Builder both(ChildJvm.Builder builder, String other, Place place) {
        String config = scene.routed().toString();
        return place == Place.BEFORE
                ? builder.option(other).agent(config)
                : builder.agent(config).option(other);
    }

    private static void makeClients(ChildJvm child) {
        child.client("jdk", Library.JDK, Fields.none());
        child.client("okhttp", Library.okHttp("4.12.0"), Fields.none());
    }

    private List<String> bodies(ChildJvm child) {
        List<String> bodies = new ArrayList<>();
        WAYS.forEach((client, ways) -> {
            for (String way : ways) {
                Fields call = Fields.none().with("way", way).with("url", scene.application() + "/v1/x");
                Fields seen = child.call(client, call);
                bodies.add(seen.get("body") + seen.get("exception.text", ""));
            }
        });
        return bodies;
    }

    /** W3C Trace Context: one header, sampled. */
    private static void carriesTrace(Received received) {
        assertThat(received.header("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[13]");
    }

    private static List<String> spans(ChildJvm child) {
        return child.err().lines().stream()
                .filter(line -> line.contains("LoggingSpanExporter") && line.contains(" CLIENT "))
                .toList();
    }

    /** What only we can have said. */
    private static List<String> ours(ChildJvm child) {
        return child.noise().stream()
                .filter(line -> OTHERS_WORDS.stream().noneMatch(line::startsWith))
                .toList();
    }

    private Path coverage() {
        return folder.resolve("jacoco.exec");
    }

    /** JaCoCo's file names each class that ran in plain modified UTF-8. */
    private String covered() throws IOException {
        return Files.readString(coverage(), StandardCharsets.ISO_8859_1);
    }
}
