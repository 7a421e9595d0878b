package dev.detour.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.exchange.Attempt;
import dev.detour.exchange.Secrets;
import dev.detour.exchange.Ticker;
import dev.detour.exchange.Url;
import dev.detour.failure.Failure;
import dev.detour.failure.FailureKind;
import dev.detour.failure.FakeAsked;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that ends with its main method, or by {@code System.exit}, without anybody closing anything. */
class EventsAtExitTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void all_events_and_the_sums_of_lines_are_there_when_the_jvm_ends() throws Exception {
        Path file = directory.resolve("events.jsonl");
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(jvm.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output.lines().toList()).hasSize(2);
        assertThat(output).contains("99 more like it");
        assertThat(JsonLines.read(file)).hasSize(100);
    }

    /** The application. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            Telemetry telemetry = Telemetry.of(
                    TelemetrySettings.builder().eventsFile(arguments[0]).build(),
                    "1.0",
                    Secrets.of(Set.of(), Set.of(), Set.of()),
                    Ticker.SYSTEM,
                    System.err);
            for (int i = 0; i < 100; i++) {
                telemetry.callFailed(CallReport.builder()
                        .callId("c" + i)
                        .asked(FakeAsked.by("okhttp", "https://a.example.com/x"))
                        .attempt(new Attempt(1, Url.parse("https://a.example.com/x"), null, Ticker.SYSTEM.nanos()))
                        .failure(Failure.of(FailureKind.CONNECT_REFUSED, null))
                        .build());
            }
        }
    }
}
