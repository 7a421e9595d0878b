package dev.detour.it.telemetry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.Attachment;
import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Histogram;
import dev.detour.it.children.Jcmd;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Answer;
import dev.detour.it.servers.Received;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}, {1}")
@MethodSource("subjects")
class OutputsTest {
    private static final String DURATION = "http_client_request_duration_seconds_count";

    @TempDir
    Path folder;

    private final Jdk jdk;
    private final Library library;
    private Listeners listeners;

    OutputsTest(Jdk jdk, Library library) {
        this.jdk = jdk;
        this.library = library;
    }

    static Stream<Arguments> subjects() {
        List<Library> libraries = List.of(Library.JDK, Library.okHttp("4.12.0"));
        return Jdks.chosen().stream().flatMap(jdk -> libraries.stream().map(library -> Arguments.of(jdk, library)));
    }

    @BeforeEach
    void open() {
        listeners = new Listeners(folder);
    }

    @AfterEach
    void close() {
        listeners.close();
    }

    private ChildJvm started(String telemetry) {
        ChildJvm child = listeners
                .child(jdk, library)
                .variable("OTEL_METRIC_EXPORT_INTERVAL", "200")
                .agent(listeners.config(telemetry).toString())
                .start();
        child.client("client", library, Fields.none());
        return child;
    }

    @Test
    void a_scraper_sees_calls_of_every_kind() {
        try (ChildJvm child = started("{log: off, prometheus: \"" + listeners.scraper.address() + "\"}")) {
            listeners.call(child);

            listeners.scraper.shows(page -> assertThat(page)
                    .anyMatch(line -> line.contains("error_type=\"connect_refused\""))
                    .anyMatch(line -> line.startsWith(DURATION)
                            && line.contains("detour_route=\"api\"")
                            && line.contains("detour_path=\"gateway\"")
                            && line.contains("http_response_status_code=\"200\"")
                            && line.contains("server_address=\"127.0.0.1\"")
                            && line.endsWith(" 1"))
                    .anyMatch(line -> line.startsWith(DURATION)
                            && !line.contains("detour_route")
                            && line.contains("http_response_status_code=\"200\"")
                            && line.contains("server_address=\"unmatched.test\""))
                    .anyMatch(line -> line.startsWith("detour_calls_total{detour_outcome=\"failed\""))
                    .anyMatch(line -> line.startsWith("detour_retry_budget{server_address=\"127.0.0.1\""))
                    .anyMatch(line -> line.startsWith("target_info") && line.contains("service_name=\"orders\"")));
            assertThat(child.end()).isZero();
            assertThat(child.noise()).isEmpty();
            assertThat(listeners.scraper.isFree()).isTrue();
        }
    }

    @Test
    void a_scraper_sees_what_retries_cost_and_limits_leave() {
        listeners.gateway.answerNext(
                Answer.of(503), Answer.text("well").header("x-ratelimit-remaining-requests", "41"));
        try (ChildJvm child = started("{log: off, prometheus: \"" + listeners.scraper.address() + "\"}")) {
            listeners.get(child, listeners.gateway.url("application.test") + "/v1/x");

            listeners.scraper.shows(page -> assertThat(page)
                    .anyMatch(line -> line.startsWith("detour_retries_total{detour_path=\"gateway\"")
                            && line.contains("error_type=\"gateway_error\""))
                    .anyMatch(line -> line.startsWith("detour_calls_total{detour_outcome=\"recovered\""))
                    .anyMatch(line -> line.startsWith("detour_time_lost_seconds_total{detour_lost_to=\"failure\""))
                    .anyMatch(line -> line.startsWith("detour_limit_remaining") && line.endsWith(" 41.0")));
        }
    }

    @Test
    void a_collector_gets_metrics_past_the_hooks() throws InterruptedException {
        try (ChildJvm child = started("{log: off, otlp: " + listeners.collector.url("127.0.0.1") + "}")) {
            listeners.call(child);
            String[] texts = {"http.client.request.duration", "connect_refused", "unmatched.test", "orders"};
            listeners.collector.await(one -> Stream.of(texts).allMatch(text(one)::contains));
            assertThat(child.end()).isZero();

            List<Received> received = listeners.collector.received();
            assertThat(received).allMatch(one -> one.target().equals("/v1/metrics"));
            assertThat(text(received.get(received.size() - 1))).contains(texts).doesNotContain("astray");
            assertThat(listeners.gateway.received())
                    .noneMatch(one -> one.target().startsWith("/astray"));
            assertThat(child.noise()).isEmpty();
        }
    }

    private static String text(Received received) {
        return new String(received.body(), ISO_8859_1);
    }

    @Test
    void a_recording_that_is_started_later_has_calls_and_failures() throws IOException {
        try (ChildJvm child = started("{log: off}")) {
            listeners.call(child);
            Jcmd.run(jdk, child, "JFR.start", "name=test");
            listeners.call(child);
            Path file = folder.resolve("recording.jfr");
            Jcmd.run(jdk, child, "JFR.dump", "name=test", "filename=" + file);

            List<RecordedEvent> events = RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().startsWith("dev.detour."))
                    .toList();
            assertThat(events)
                    .filteredOn(event -> event.getEventType().getName().equals("dev.detour.Call"))
                    .extracting(event -> event.getString("outcome"))
                    .containsExactly("succeeded", "succeeded", "failed");
            assertThat(events)
                    .filteredOn(event -> event.getEventType().getName().equals("dev.detour.Failure"))
                    .extracting(event -> event.getString("kind"))
                    .containsExactly("connect_refused");
            assertThat(child.noise()).isEmpty();
        }
    }

    @Test
    void a_console_sees_counters_failures_and_the_configuration() {
        try (ChildJvm child = started("{log: off}")) {
            listeners.call(child);
            assertThat(Histogram.of(jdk, child).instances("com.sun.jmx.mbeanserver.JmxMBeanServer"))
                    .as("nobody has looked yet")
                    .isZero();

            try (Console console = Console.on(child)) {
                console.awaitBeans();
                assertThat(console.number("Calls", "CallsSucceeded")).isEqualTo(2);
                assertThat(console.number("Calls", "CallsFailed")).isEqualTo(1);
                assertThat(console.rows("Failures", "Last"))
                        .singleElement()
                        .satisfies(row -> assertThat(row).containsEntry("kind", "connect_refused"));
                assertThat(console.rows("Breakers", "RetryBudgets"))
                        .anySatisfy(row -> assertThat(row).containsEntry("left", "10.0"));
                assertThat(console.rows("Configuration", "Settings"))
                        .anySatisfy(row -> assertThat(row)
                                .containsEntry("key", "telemetry.jmx")
                                .containsEntry("value", "true (default)"));
            }
            assertThat(child.noise()).isEmpty();
        }
    }

    @Test
    void detach_takes_everything_back() {
        Path config = listeners.config("{log: off, prometheus: \"" + listeners.scraper.address() + "\", otlp: "
                + listeners.collector.url("127.0.0.1") + "}");
        try (ChildJvm child = listeners.child(jdk, library).start()) {
            child.client("client", library, Fields.none());
            Attachment.API.attach(child, config);
            Jcmd.run(jdk, child, "JFR.start", "name=test");
            try (Console console = Console.on(child)) {
                listeners.call(child);
                listeners.scraper.shows(
                        page -> assertThat(page).anyMatch(line -> line.startsWith("detour_calls_total")));
                console.awaitBeans();

                Attachment.API.detach(child);

                assertThat(console.beans()).isEmpty();
            }
            Jcmd.run(jdk, child, "JFR.stop", "name=test");
            assertThat(listeners.scraper.isFree()).isTrue();
            assertThat(child.ask(Fields.none().with("op", "threads")).list("threads"))
                    .noneMatch(name -> name.contains("detour"));
            assertThat(Histogram.of(jdk, child).instances("dev.detour.AgentLoader"))
                    .isZero();
            assertThat(child.noise()).isEmpty();
        }
    }
}
