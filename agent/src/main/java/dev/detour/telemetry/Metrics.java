package dev.detour.telemetry;

import dev.detour.exchange.Ticker;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Metrics, where the settings want them exported. What is heavy, the libraries and the ports, is loaded and opened by a
 * thread of its own; what is reported until then waits for it.
 */
final class Metrics implements Listener {
    /** Reports that wait for the libraries: some tenths of a second's worth. */
    private static final int MOST_WAITING = 8_192;

    private static final Duration IDLE = Duration.ofSeconds(5);

    private final TelemetrySettings settings;
    private final Ticker ticker;
    private final Supplier<Exports> opening;
    private final Background background;
    private volatile @Nullable Exports exports;

    /** Begins to open what the settings say; whatever cannot be opened is told to {@code complaints}. */
    Metrics(
            TelemetrySettings settings,
            String version,
            Ticker ticker,
            Gauges gauges,
            Tally tally,
            Consumer<String> complaints) {
        this.settings = settings;
        this.ticker = ticker;
        this.opening = () -> Exports.open(settings, version, gauges, tally, complaints);
        this.background = new Background("detour-metrics", MOST_WAITING, IDLE, () -> 0, this::shut);
        background.offer(() -> exports = opening.get());
    }

    /** Whether anything is exported at all. */
    static boolean areWanted(TelemetrySettings settings) {
        return settings.prometheus() != null || settings.otlpEndpoint() != null;
    }

    /** Whether other settings want just what these do. */
    boolean suit(TelemetrySettings others) {
        return exported(settings).equals(exported(others));
    }

    private static TelemetrySettings exported(TelemetrySettings settings) {
        return TelemetrySettings.builder()
                .service(settings.service())
                .prometheus(settings.prometheus())
                .otlpEndpoint(settings.otlpEndpoint())
                .otlpHeaders(settings.otlpHeaders())
                .otlpInterval(settings.otlpInterval())
                .build();
    }

    @Override
    public boolean mayWantSuccesses() {
        return true;
    }

    @Override
    public void call(Stage stage, CallReport report, Told told) {
        Measured measured = Measured.of(stage, report, ticker.nanos());
        Exports open = exports;
        if (open != null) {
            open.meters().record(measured);
        } else {
            later(ready -> ready.meters().record(measured));
        }
    }

    @Override
    public void breaker(BreakerReport report, Event event) {
        if (event.name() == Event.Name.BREAKER_OPENED) {
            later(ready -> ready.meters().opened(report));
        }
    }

    private void later(Consumer<Exports> work) {
        background.offer(() -> {
            Exports open = exports;
            if (open != null) {
                work.accept(open);
            }
        });
    }

    private void shut() {
        Exports open = exports;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() {
        background.close(Background.PATIENCE);
    }
}
