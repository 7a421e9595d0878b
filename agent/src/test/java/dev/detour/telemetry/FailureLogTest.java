package dev.detour.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureLogTest {
    private final ManualTicker ticker = new ManualTicker();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private FailureLog log(TelemetrySettings.Log setting) {
        return new FailureLog(setting, ticker, new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private List<String> lines() {
        return err.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private Event failed(String kind, String url) {
        return Event.builder(Event.Name.CALL_FAILED, ticker.now())
                .with(Event.Key.URL, url)
                .with(Event.Key.KIND, kind)
                .with(Event.Key.HINT, "Do something.")
                .build();
    }

    @Test
    void the_same_failure_again_is_told_in_sum_when_its_minute_is_over() {
        FailureLog log = log(TelemetrySettings.Log.FAILURES);
        for (int i = 0; i < 42; i++) {
            log.tell(failed("connect_refused", "https://a.example.com/x"));
            ticker.move(Duration.ofSeconds(1));
        }
        assertThat(lines()).hasSize(1);

        ticker.move(Duration.ofSeconds(18));
        log.tell(failed("connect_refused", "https://a.example.com/x"));

        assertThat(lines())
                .containsExactly(
                        "detour: connect_refused calling https://a.example.com/x. Hint: Do something.",
                        "detour: connect_refused calling https://a.example.com/x: 41 more like it in 41 s.",
                        "detour: connect_refused calling https://a.example.com/x. Hint: Do something.");
    }

    @Test
    void a_sum_is_owed_when_its_minute_is_over_and_nothing_where_there_is_none() {
        FailureLog log = log(TelemetrySettings.Log.FAILURES);
        log.tell(failed("connect_timeout", "https://a.example.com/x"));
        assertThat(log.tellOverdue()).isZero();
        ticker.move(Duration.ofSeconds(10));
        log.tell(failed("connect_refused", "https://a.example.com/x"));
        ticker.move(Duration.ofSeconds(4));
        log.tell(failed("connect_refused", "https://a.example.com/x"));

        assertThat(Duration.ofNanos(log.tellOverdue())).isEqualTo(Duration.ofSeconds(56));
        ticker.move(Duration.ofSeconds(56));
        assertThat(log.tellOverdue()).isZero();

        assertThat(lines()).hasSize(3).last().asString().endsWith("1 more like it in 4 s.");
    }

    @Test
    void other_failures_are_told_apart() {
        FailureLog log = log(TelemetrySettings.Log.FAILURES);

        log.tell(failed("connect_refused", "https://a.example.com/x"));
        log.tell(failed("connect_refused", "https://b.example.com/x"));
        log.tell(failed("connect_timeout", "https://a.example.com/x"));

        assertThat(lines()).hasSize(3);
    }

    @Test
    void what_happened_once_has_no_sum() {
        FailureLog log = log(TelemetrySettings.Log.FAILURES);
        log.tell(failed("connect_refused", "https://a.example.com/x"));

        log.tellFolded();

        assertThat(lines()).hasSize(1);
    }

    @Test
    void sums_are_told_at_the_end() {
        FailureLog log = log(TelemetrySettings.Log.FAILURES);
        log.tell(failed("connect_refused", "https://a.example.com/x"));
        ticker.move(Duration.ofSeconds(5));
        log.tell(failed("connect_refused", "https://a.example.com/x"));
        ticker.move(Duration.ofSeconds(5));

        log.tellFolded();

        assertThat(lines().get(1)).endsWith("1 more like it in 5 s.");
        log.tellFolded();
        assertThat(lines()).hasSize(2);
    }

    @Test
    void however_many_differ_few_are_remembered() {
        FailureLog log = log(TelemetrySettings.Log.FAILURES);
        log.tell(failed("connect_refused", "https://first.example.com/x"));
        log.tell(failed("connect_refused", "https://first.example.com/x"));
        for (int i = 0; i < 64; i++) {
            log.tell(failed("connect_refused", "https://host" + i + ".example.com/x"));
        }

        assertThat(lines()).hasSize(66);
        assertThat(lines()).anyMatch(line -> line.contains("first.example.com/x: 1 more like it"));
    }

    @Test
    void off_tells_only_of_bad_configurations() {
        FailureLog log = log(TelemetrySettings.Log.OFF);

        log.tell(failed("connect_refused", "https://a.example.com/x"));
        log.tell(Event.builder(Event.Name.CONFIG_REJECTED, ticker.now())
                .with(Event.Key.MESSAGE, "detour.yaml:3:5: one\ndetour.yaml:4:1: two")
                .build());

        assertThat(lines()).containsExactly("detour: detour.yaml:3:5: one", "detour: detour.yaml:4:1: two");
    }

    @Test
    void a_recovered_call_is_told_with_the_calls() {
        Event recovered = Event.builder(Event.Name.CALL_RECOVERED, ticker.now())
                .with(Event.Key.URL, "https://a.example.com/x")
                .with(Event.Key.KIND, "connect_refused")
                .positive(Event.Key.ATTEMPT, 2)
                .positive(Event.Key.CALL_MS, 312)
                .build();

        log(TelemetrySettings.Log.FAILURES).tell(recovered);
        assertThat(lines()).isEmpty();
        log(TelemetrySettings.Log.CALLS).tell(recovered);
        assertThat(lines())
                .containsExactly("detour: recovered calling https://a.example.com/x: answered at attempt 2 after"
                        + " connect_refused, 312 ms in all.");
    }

    @Test
    void nobody_writes_lines_of_their_own() {
        log(TelemetrySettings.Log.FAILURES).tell(failed("unknown", "https://a.example.com/x\r\nroot logged in"));

        assertThat(lines()).hasSize(1);
    }
}
