package dev.detour.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.exchange.Secrets;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventsTest {
    private final ManualTicker ticker = new ManualTicker();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private List<String> lines() {
        return err.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** Nothing more happens, and nothing ends. */
    @Test
    void a_failure_that_was_only_counted_is_told_when_its_minute_is_over() {
        // The first line is told just before its minute is over, as far as anybody can tell: what is left is awaited.
        PrintStream out = new PrintStream(err, true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                super.println(line);
                if (line.contains("once")) {
                    return;
                }
                ticker.move(FailureLog.WINDOW.minusMillis(1));
            }
        };
        Events events = new Events(
                TelemetrySettings.builder().service("orders").build(),
                "1.0",
                new Wording(Secrets.of(Set.of(), Set.of(), Set.of()), ticker, false),
                ticker,
                out,
                new Tally(),
                Duration.ofNanos(1));
        events.tell(failed("https://a.example.com/over-and-over"));
        events.tell(failed("https://a.example.com/over-and-over"));
        events.tell(failed("https://a.example.com/over-and-over"));
        events.tell(failed("https://a.example.com/once"));
        awaitLines(2);

        ticker.move(Duration.ofMillis(1));
        awaitLines(3);

        assertThat(lines().get(2)).contains("over-and-over: 2 more like it");
        events.close();
        assertThat(lines()).hasSize(3);
    }

    private void awaitLines(int count) {
        while (lines().size() < count) {
            Thread.onSpinWait();
        }
    }

    private Event failed(String url) {
        return Event.builder(Event.Name.CALL_FAILED, ticker.now())
                .with(Event.Key.URL, url)
                .with(Event.Key.KIND, "connect_refused")
                .build();
    }
}
