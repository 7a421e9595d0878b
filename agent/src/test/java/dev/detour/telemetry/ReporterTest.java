package dev.detour.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.exchange.Attempt;
import dev.detour.exchange.Outcome;
import dev.detour.exchange.Phase;
import dev.detour.exchange.Secrets;
import dev.detour.exchange.Url;
import dev.detour.failure.Classifier;
import dev.detour.failure.Failure;
import dev.detour.failure.FailureKind;
import dev.detour.failure.FakeAsked;
import dev.detour.failure.Providers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReporterTest {
    private static final String ASKED = "https://api.anthropic.com/v1/messages?key=planted-query";
    private static final String SENT = "https://gw.example.com/planted-known/v1/messages";

    @TempDir
    private Path directory = Path.of("");

    private final ManualTicker ticker = new ManualTicker();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Secrets secrets = Secrets.of(Set.of("x-api-key"), Set.of("key"), Set.of("planted-known"));

    private Telemetry telemetry(TelemetrySettings.Builder settings) {
        return Telemetry.of(
                settings.service("orders").build(),
                "1.0",
                secrets,
                ticker,
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private TelemetrySettings.Builder toFile() {
        return TelemetrySettings.builder().eventsFile(file().toString());
    }

    private Path file() {
        return directory.resolve("events.jsonl");
    }

    private List<String> lines() {
        return err.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private Attempt attempt() {
        Attempt attempt = new Attempt(1, Url.parse(SENT), "gateway", ticker.nanos());
        attempt.through("http://127.0.0.1:7890");
        attempt.reached(Phase.CONNECT);
        attempt.to("192.0.2.1:443");
        return attempt;
    }

    private Failure refused(Attempt attempt) {
        Classifier classifier = new Classifier(Providers.KNOWN, secrets, ticker);
        Throwable thrown = new ConnectException("to https://user:planted-password@host: Connection refused");
        return Objects.requireNonNull(
                classifier.classify(attempt, Outcome.failed(thrown), FakeAsked.by("okhttp", ASKED), null));
    }

    private CallReport.Builder report(Attempt attempt, @Nullable Failure failure) {
        return CallReport.builder()
                .callId("c1")
                .asked(FakeAsked.by("okhttp", ASKED)
                        .with("x-stainless-retry-count", "1")
                        .with("x-api-key", "planted-key"))
                .route("anthropic")
                .attempt(attempt)
                .failure(failure);
    }

    @Test
    void what_is_told_after_a_reload_by_calls_from_before_it_is_in_the_new_file() throws Exception {
        Telemetry before = telemetry(TelemetrySettings.builder()
                .log(TelemetrySettings.Log.OFF)
                .eventsFile(directory.resolve("before.jsonl").toString()));
        Telemetry between = before.renewed(
                toFile().log(TelemetrySettings.Log.OFF).service("orders").build(), secrets);
        before.close();
        Telemetry after = between.renewed(
                toFile().log(TelemetrySettings.Log.OFF).service("orders").build(), secrets);
        between.close();
        Attempt attempt = attempt();

        before.callFailed(report(attempt, refused(attempt)).decision("give_up").build());
        after.close();
        before.callFailed(report(attempt, refused(attempt)).decision("give_up").build());

        assertThat(JsonLines.read(file()))
                .singleElement()
                .satisfies(event -> assertThat(event).containsEntry("call", "c1"));
        assertThat(directory.resolve("before.jsonl")).doesNotExist();
        assertThat(after.totals().counts())
                .as("what came when there was nobody left to tell it")
                .containsEntry("calls_failed", 2L)
                .containsEntry("events_dropped", 1L);
    }

    @Test
    void a_call_that_no_path_took_has_no_failed_attempt() {
        Telemetry telemetry = telemetry(TelemetrySettings.builder().log(TelemetrySettings.Log.OFF));
        telemetry.callFailed(report(attempt(), Failure.of(FailureKind.CIRCUIT_OPEN, "opened by connect_refused"))
                .build());
        telemetry.close();

        assertThat(telemetry.totals().counts())
                .containsEntry("calls_failed", 1L)
                .containsEntry("attempts_failed", 0L);
    }

    @Test
    void events_that_the_disk_does_not_take_are_counted_and_told_once_it_does() throws Exception {
        Path inTheWay = Files.writeString(directory.resolve("log"), "a file, not a directory");
        Path file = inTheWay.resolve("events.jsonl");
        Telemetry telemetry = telemetry(TelemetrySettings.builder().eventsFile(file.toString()));
        Attempt attempt = attempt();
        CallReport failed = report(attempt, refused(attempt)).build();
        telemetry.callFailed(failed);
        telemetry.callFailed(failed);
        telemetry.callFailed(failed);
        while (telemetry.totals().counts().getOrDefault("events_dropped", 0L) < 3) {
            Thread.onSpinWait();
        }

        Files.delete(inTheWay);
        telemetry.callFailed(failed);
        telemetry.callFailed(failed);
        telemetry.close();

        List<Map<String, Object>> events = JsonLines.read(file);
        assertThat(events)
                .extracting(event -> event.get("event"))
                .containsExactly("call_failed", "agent_error", "call_failed");
        assertThat(events.get(1)).containsEntry("message", "3 events were dropped: the file could not be written");
        assertThat(telemetry.totals().counts())
                .containsEntry("events_dropped", 3L)
                .containsEntry("agent_errors", 0L);
        assertThat(lines()).filteredOn(line -> line.contains("events are lost")).hasSize(1);
    }

    @Test
    void an_event_has_all_that_applies() throws Exception {
        Telemetry telemetry = telemetry(toFile());
        Attempt attempt = attempt();
        ticker.move(Duration.ofMillis(12));

        telemetry.attemptFailed(report(attempt, refused(attempt))
                .decision("retry")
                .delayMillis(240)
                .attemptsAllowed(3)
                .callMillis(20)
                .build());
        telemetry.close();

        Map<String, Object> event = JsonLines.read(file()).get(0);
        assertThat(event)
                .containsEntry("time", "2026-11-21T08:00:00.012Z")
                .containsEntry("event", "attempt_failed")
                .containsEntry("service", "orders")
                .containsEntry("pid", ProcessHandle.current().pid())
                .containsEntry("agent", "1.0")
                .containsEntry("call", "c1")
                .containsEntry("client", "okhttp")
                .containsEntry("client_version", "4.12.0")
                .containsEntry("route", "anthropic")
                .containsEntry("path", "gateway")
                .containsEntry("method", "POST")
                .containsEntry("url", "https://api.anthropic.com/v1/messages")
                .containsEntry("target", "https://gw.example.com/***/v1/messages")
                .containsEntry("proxy", "http://127.0.0.1:7890")
                .containsEntry("attempt", 1L)
                .containsEntry("attempts", 1L)
                .containsEntry("kind", "proxy_unreachable")
                .containsEntry("layer", "proxy")
                .containsEntry("phase", "connect")
                .containsEntry("elapsed_ms", 12L)
                .containsEntry("call_ms", 20L)
                .containsEntry("address", "192.0.2.1:443")
                .containsEntry("exception", "java.net.ConnectException")
                .containsEntry("decision", "retry")
                .containsEntry("delay_ms", 240L)
                .containsEntry("caller_retry", 1L)
                .containsKeys("host", "hint", "message")
                .doesNotContainKeys("status", "first_byte_ms", "bytes", "connection", "issuer", "reason");
    }

    @Test
    void no_secret_is_told_anywhere() throws Exception {
        Telemetry telemetry = telemetry(toFile().log(TelemetrySettings.Log.CALLS));
        Attempt attempt = attempt();
        telemetry.callFailed(report(attempt, refused(attempt)).build());
        telemetry.callSucceeded(report(attempt, null).build());
        telemetry.leftAlone(SENT, "of key=planted-x");
        telemetry.configLoaded("/etc/planted-known.yaml");
        telemetry.configRejected("f", List.of("f:1:1: key: planted-known is none"));
        telemetry.agentError(new IllegalStateException("Bearer planted-token"));
        telemetry.close();

        assertThat(Files.readString(file())).doesNotContain("planted").contains("agent_error", "config_loaded");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .doesNotContain("planted")
                .contains("left alone");
    }

    @Test
    void a_failure_is_one_line_and_one_event() throws Exception {
        Telemetry telemetry = telemetry(toFile());
        Attempt attempt = attempt();
        telemetry.callFailed(report(attempt, refused(attempt))
                .decision("give_up")
                .reason("policy")
                .build());
        telemetry.close();

        assertThat(JsonLines.read(file())).hasSize(1);
        assertThat(lines()).hasSize(1);
        assertThat(lines().get(0))
                .startsWith("detour: proxy_unreachable calling https://api.anthropic.com/v1/messages");
    }

    @Test
    void a_cancelled_call_is_told_to_nobody() {
        Telemetry telemetry = telemetry(toFile());
        CallReport cancelled =
                report(attempt(), Failure.of(FailureKind.CANCELLED, null)).build();

        telemetry.callFailed(cancelled);
        telemetry.attemptFailed(cancelled);
        telemetry.streamFailed(cancelled);
        telemetry.wouldHave(cancelled);
        telemetry.close();

        assertThat(file()).doesNotExist();
        assertThat(lines()).isEmpty();
    }

    @Test
    void events_of_several_threads_are_complete_at_close() throws Exception {
        Telemetry telemetry = telemetry(toFile().log(TelemetrySettings.Log.OFF));
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            String id = "thread" + thread + "-";
            threads.add(new Thread(() -> IntStream.range(0, 250)
                    .forEach(call -> telemetry.callFailed(report(attempt(), Failure.of(FailureKind.TOTAL_TIMEOUT, null))
                            .callId(id + call)
                            .build()))));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        telemetry.close();

        Set<Object> calls = JsonLines.read(file()).stream()
                .map(event -> Objects.requireNonNull(event.get("call")))
                .collect(Collectors.toSet());
        assertThat(calls).hasSize(1_000);
    }

    @Test
    void with_nothing_to_tell_to_nothing_is_made() {
        Telemetry telemetry = telemetry(TelemetrySettings.builder().log(TelemetrySettings.Log.OFF));
        telemetry.callFailed(
                report(attempt(), Failure.of(FailureKind.UNKNOWN, null)).build());
        telemetry.agentError(new IllegalStateException());
        telemetry.leftAlone("x", "y");

        assertThat(telemetry.wantsSuccesses()).isFalse();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("detour-events");
        telemetry.close();
        assertThat(lines()).isEmpty();
        assertThat(telemetry.agentErrors()).isEqualTo(1);
    }

    @Test
    void what_would_have_been_done_is_told_as_such() throws Exception {
        Telemetry telemetry = telemetry(toFile());
        Failure failure = Failure.of(FailureKind.CONNECT_REFUSED, null);
        for (String decision : List.of("retry", "move", "give_up")) {
            telemetry.wouldHave(report(attempt(), failure).decision(decision).build());
        }
        telemetry.close();

        assertThat(JsonLines.read(file()))
                .extracting(event -> event.get("event") + " " + event.get("decision"))
                .containsExactly("call_failed would_retry", "call_failed would_move", "call_failed give_up");
    }

    @Test
    void a_first_byte_later_than_the_limit_is_slow() throws Exception {
        Telemetry telemetry = telemetry(toFile().slow(Duration.ofSeconds(5)));
        Attempt quick = attempt();
        Attempt slow = attempt();
        ticker.move(Duration.ofSeconds(5));
        quick.answeredAt(ticker.nanos());
        ticker.move(Duration.ofMillis(1));
        slow.answeredAt(ticker.nanos());

        assertThat(telemetry.wantsSuccesses()).isTrue();
        telemetry.callSucceeded(report(quick, null).callId("quick").build());
        telemetry.callSucceeded(report(slow, null).callId("slow").build());
        telemetry.close();

        assertThat(JsonLines.read(file()))
                .extracting(event -> event.get("event") + " " + event.get("call") + " " + event.get("first_byte_ms"))
                .containsExactly("call_slow slow 5001");
        assertThat(lines()).hasSize(1);
    }

    @Test
    void errors_of_ours_are_counted_and_the_first_of_a_kind_is_told() throws Exception {
        Telemetry telemetry = telemetry(toFile());
        for (int i = 0; i < 10; i++) {
            telemetry.agentError(new IllegalStateException("number " + i));
        }
        telemetry.agentError(new StackOverflowError());
        telemetry.close();

        assertThat(telemetry.agentErrors()).isEqualTo(11);
        assertThat(JsonLines.read(file()))
                .extracting(event -> event.get("exception"))
                .containsExactly("java.lang.IllegalStateException", "java.lang.StackOverflowError");
        assertThat(lines()).hasSize(2);
    }

    @Test
    void a_report_that_throws_does_no_harm() {
        Telemetry telemetry = telemetry(toFile());
        Attempt attempt = attempt();
        CallReport broken =
                report(attempt, refused(attempt)).asked(new BrokenAsked()).build();

        telemetry.callFailed(broken);
        telemetry.callRecovered(broken);
        telemetry.close();

        assertThat(telemetry.agentErrors()).isEqualTo(2);
    }

    @Test
    void a_file_that_cannot_be_written_is_one_line() throws Exception {
        Path inTheWay = Files.writeString(directory.resolve("log"), "a file, not a directory");
        Telemetry telemetry = telemetry(TelemetrySettings.builder()
                .log(TelemetrySettings.Log.OFF)
                .eventsFile(inTheWay.resolve("events.jsonl").toString()));
        for (int i = 0; i < 3; i++) {
            telemetry.callFailed(
                    report(attempt(), Failure.of(FailureKind.UNKNOWN, null)).build());
        }
        telemetry.close();

        assertThat(lines()).hasSize(1);
        assertThat(lines().get(0)).startsWith("detour: events are lost: ");
    }

    @Test
    void the_same_thing_left_alone_is_told_once() throws Exception {
        Telemetry telemetry = telemetry(toFile());
        telemetry.leftAlone("https://a.example.com/x", "the request is signed");
        telemetry.leftAlone("https://a.example.com/x", "the request is signed");
        telemetry.close();

        assertThat(JsonLines.read(file())).hasSize(1);
        assertThat(lines()).containsExactly("detour: left alone https://a.example.com/x: the request is signed.");
    }

    @Test
    void settings_do_not_tell_the_secrets_of_headers() {
        assertThat(TelemetrySettings.builder()
                        .otlpHeaders(Map.of("x-tenant", "planted"))
                        .build()
                        .toString())
                .contains("x-tenant")
                .doesNotContain("planted");
    }

    /** What a client of another version might do. */
    private static final class BrokenAsked implements dev.detour.exchange.Asked {
        @Override
        public String client() {
            throw new NoSuchMethodError();
        }

        @Override
        public String clientVersion() {
            throw new NoSuchMethodError();
        }

        @Override
        public String method() {
            throw new NoSuchMethodError();
        }

        @Override
        public Url url() {
            throw new NoSuchMethodError();
        }

        @Override
        public @Nullable String header(String name) {
            throw new NoSuchMethodError();
        }

        @Override
        public boolean isRepeatable() {
            throw new NoSuchMethodError();
        }

        @Override
        public long deadlineMillis() {
            throw new NoSuchMethodError();
        }
    }

    @Test
    void a_breaker_that_opens_and_closes_is_told() throws Exception {
        Telemetry telemetry = telemetry(toFile());
        BreakerReport.Builder breaker = BreakerReport.builder()
                .route("anthropic")
                .path("gateway")
                .origin("https://gw.example.com")
                .openMillis(5_000);

        telemetry.breakerOpened(
                breaker.kind(FailureKind.CONNECT_REFUSED).failures(5).build());
        telemetry.breakerClosed(breaker.kind(null).failures(0).build());
        telemetry.close();

        List<Map<String, Object>> events = JsonLines.read(file());
        assertThat(events.get(0))
                .containsEntry("event", "breaker_opened")
                .containsEntry("route", "anthropic")
                .containsEntry("path", "gateway")
                .containsEntry("target", "https://gw.example.com")
                .containsEntry("kind", "connect_refused")
                .containsEntry("layer", "connect")
                .containsEntry("failures", 5L)
                .containsEntry("open_ms", 5_000L);
        assertThat(events.get(1))
                .containsEntry("event", "breaker_closed")
                .containsEntry("open_ms", 5_000L)
                .doesNotContainKeys("kind", "layer", "hint", "failures");
    }

    /** A stream that breaks off after a reload is told, though its call began under the telemetry of before. */
    @Test
    void what_was_begun_before_a_reload_is_told_after_it() throws Exception {
        Telemetry before = telemetry(toFile());
        Attempt attempt = attempt();
        before.callFailed(report(attempt, refused(attempt)).build());
        Telemetry after = before.renewed(toFile().service("orders").build(), secrets);
        before.close();

        before.streamFailed(report(attempt, refused(attempt)).build());
        after.close();

        assertThat(Files.readAllLines(file())).hasSize(2).last().asString().contains("stream_failed");
        assertThat(after.totals().counts()).containsEntry("streams_failed", 1L).containsEntry("events_dropped", 0L);
    }
}
