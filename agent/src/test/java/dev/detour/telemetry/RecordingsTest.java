package dev.detour.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.exchange.Attempt;
import dev.detour.exchange.Secrets;
import dev.detour.exchange.Ticker;
import dev.detour.exchange.Url;
import dev.detour.failure.FailureKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.Registered;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RecordingsTest {
    /** Of threads that wait for each other for ever where the code is wrong. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path folder = Path.of("");

    private static Telemetry telemetry(boolean jfr) {
        return telemetry(jfr, Ticker.SYSTEM);
    }

    private static Telemetry telemetry(boolean jfr, Ticker ticker) {
        return Telemetry.of(
                TelemetrySettings.builder()
                        .log(TelemetrySettings.Log.OFF)
                        .jfr(jfr)
                        .build(),
                "1.0",
                Secrets.of(Set.of(), Set.of(), Set.of("sk-secret")),
                ticker,
                System.err);
    }

    private List<RecordedEvent> recorded(Telemetry telemetry) throws IOException {
        return recorded(() -> {
            telemetry.attemptFailed(Reports.failed(FailureKind.CONNECT_RESET)
                    .decision("retry")
                    .delayMillis(250)
                    .build());
            telemetry.callRecovered(Reports.of("https://a.example.com/x", null)
                    .failure(dev.detour.failure.Failure.of(FailureKind.CONNECT_RESET, null))
                    .attempts(2)
                    .callMillis(300)
                    .build());
            telemetry.breakerOpened(BreakerReport.builder()
                    .route("api")
                    .path("gateway")
                    .origin("https://gw.example.com")
                    .openMillis(5_000)
                    .build());
        });
    }

    private List<RecordedEvent> recorded(Runnable calls) throws IOException {
        Path file = folder.resolve("recording.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            calls.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("dev.detour."))
                .toList();
    }

    @Test
    void a_recording_has_calls_attempts_failures_and_breakers() throws IOException {
        Telemetry telemetry = telemetry(true);
        List<RecordedEvent> events = recorded(telemetry);
        telemetry.close();

        assertThat(events)
                .extracting(event -> event.getEventType().getName())
                .containsExactlyInAnyOrder(
                        "dev.detour.Failure",
                        "dev.detour.Attempt",
                        "dev.detour.Attempt",
                        "dev.detour.Call",
                        "dev.detour.Breaker");
        assertThat(events)
                .allMatch(event -> event.getEventType().getCategoryNames().equals(List.of("Detour")));
        RecordedEvent failure = named(events, "dev.detour.Failure");
        assertThat(failure.getString("kind")).isEqualTo("connect_reset");
        assertThat(failure.getString("decision")).isEqualTo("retry");
        assertThat(failure.getDuration("delay")).isEqualTo(Duration.ofMillis(250));
        assertThat(failure.getString("hint")).isNotEmpty();
        RecordedEvent call = named(events, "dev.detour.Call");
        assertThat(call.getString("outcome")).isEqualTo("recovered");
        assertThat(call.getLong("attempts")).isEqualTo(2);
        assertThat(call.getDuration("callTime")).isEqualTo(Duration.ofMillis(300));
        assertThat(named(events, "dev.detour.Breaker").getBoolean("open")).isTrue();
    }

    @Test
    void a_call_that_succeeds_at_once_is_one_event_without_secrets() throws IOException {
        CallReport report = Reports.of("https://a.example.com/of/sk-secret/x?key=sk-secret", null)
                .attempts(1)
                .callMillis(40)
                .build();
        report.attempt().to("192.0.2.1:443");
        report.attempt().through("proxy.example.com:3128");
        report.attempt().on(true);
        List<RecordedEvent> events;
        try (Telemetry telemetry = telemetry(true)) {
            events = recorded(() -> telemetry.callSucceeded(report));
            assertThat(telemetry.totals().counts()).containsEntry("calls_succeeded", 1L);
        }

        assertThat(events).hasSize(1);
        RecordedEvent call = named(events, "dev.detour.Call");
        assertThat(call.getString("call")).isEqualTo("c1");
        assertThat(call.getString("outcome")).isEqualTo("succeeded");
        assertThat(call.getString("kind")).isNull();
        assertThat(call.getString("route")).isEqualTo("api");
        assertThat(call.getString("path")).isEqualTo("gateway");
        assertThat(call.getString("method")).isEqualTo("POST");
        assertThat(call.getString("url"))
                .startsWith("https://a.example.com/of/")
                .doesNotContain("secret", "?");
        assertThat(call.getString("target")).isEqualTo(call.getString("url"));
        assertThat(call.getString("proxy")).isEqualTo("proxy.example.com:3128");
        assertThat(call.getString("address")).isEqualTo("192.0.2.1:443");
        assertThat(call.getString("protocol")).isEqualTo("h2");
        assertThat(call.getString("connection")).isEqualTo("reused");
        assertThat(call.getString("client")).isEqualTo("okhttp");
        assertThat(call.getLong("attempts")).isEqualTo(1);
        assertThat(call.getDuration("callTime")).isEqualTo(Duration.ofMillis(40));
    }

    @Test
    void a_call_that_no_path_took_has_no_attempt() throws IOException {
        Path file = folder.resolve("refused.jfr");
        try (Telemetry telemetry = telemetry(true);
                Recording recording = new Recording()) {
            recording.start();
            telemetry.callFailed(Reports.failed(FailureKind.CIRCUIT_OPEN).build());
            recording.stop();
            recording.dump(file);
        }

        assertThat(RecordingFile.readAllEvents(file))
                .extracting(event -> event.getEventType().getName())
                .filteredOn(name -> name.startsWith("dev.detour."))
                .containsExactlyInAnyOrder("dev.detour.Failure", "dev.detour.Call");
    }

    /** Apart from the event, whose initializer is not to have run when the test asks. */
    private static final class SlowGate {
        static final CountDownLatch INITIALIZING = new CountDownLatch(1);
        static final CountDownLatch MAY_END = new CountDownLatch(1);

        private SlowGate() {}

        static boolean pass() {
            INITIALIZING.countDown();
            try {
                MAY_END.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return true;
        }
    }

    /** One of the application's, which the recorder initializes while it holds its lock. */
    @Registered(false)
    static final class Slow extends jdk.jfr.Event {
        static final boolean PASSED = SlowGate.pass();
    }

    @Test
    void while_the_first_call_waits_for_the_recorder_no_other_does_and_none_is_lost() throws Exception {
        Path file = folder.resolve("busy.jfr");
        ManualTicker ticker = new ManualTicker();
        Attempt attempt = new Attempt(2, Url.parse("https://a.example.com/x"), "gateway", ticker.nanos());
        ticker.move(Duration.ofMillis(40));
        try (Telemetry telemetry = telemetry(true, ticker);
                Recording recording = new Recording()) {
            recording.start();
            Thread busy = started(() -> FlightRecorder.register(Slow.class));
            SlowGate.INITIALIZING.await();
            Thread first = started(() -> telemetry.callFailed(
                    Reports.failed(FailureKind.CONNECT_RESET).build()));
            while (first.getState() != Thread.State.BLOCKED) {
                Thread.onSpinWait();
            }
            CallReport refused = Reports.failed(FailureKind.CONNECT_REFUSED)
                    .callId("c2")
                    .attempt(attempt)
                    .build();
            Thread second = started(() -> {
                if (telemetry.wantsSuccesses()) {
                    telemetry.callFailed(refused);
                    telemetry.callRecovered(Reports.succeeded().build());
                }
            });
            second.join(LIMIT.toMillis());
            assertThat(second.isAlive()).isFalse();
            assertThat(first.getState()).isEqualTo(Thread.State.BLOCKED);
            ticker.move(Duration.ofHours(1));
            SlowGate.MAY_END.countDown();
            first.join(LIMIT.toMillis());
            assertThat(first.isAlive()).isFalse();
            busy.join(LIMIT.toMillis());
            recording.stop();
            recording.dump(file);
        }

        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        assertThat(events)
                .filteredOn(event -> event.getEventType().getName().equals("dev.detour.Call"))
                .extracting(event -> event.getString("kind"))
                .containsExactlyInAnyOrder("connect_reset", "connect_refused", null);
        assertThat(events)
                .filteredOn(event -> event.getEventType().getName().equals("dev.detour.Attempt"))
                .filteredOn(event -> event.getString("call").equals("c2"))
                .extracting(event -> event.getDuration("attemptTime"))
                .as("as it was when it was reported")
                .containsExactly(Duration.ofMillis(40));
    }

    private static Thread started(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static RecordedEvent named(List<RecordedEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void where_it_is_turned_off_a_recording_has_nothing() throws IOException {
        try (Telemetry telemetry = telemetry(false)) {
            assertThat(recorded(telemetry)).isEmpty();
        }
    }

    @Test
    void successes_are_wanted_while_a_recording_runs() {
        try (Telemetry telemetry = telemetry(true)) {
            try (Recording recording = new Recording()) {
                recording.enable("dev.detour.Call");
                recording.start();
                assertThat(telemetry.wantsSuccesses()).isTrue();
            }
            assertThat(telemetry.wantsSuccesses()).isFalse();
        }
    }
}
