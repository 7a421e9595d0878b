package dev.detour.call;

import dev.detour.breaker.Breakers;
import dev.detour.breaker.Lane;
import dev.detour.breaker.Opening;
import dev.detour.telemetry.BreakerReport;
import dev.detour.telemetry.Telemetry;
import java.time.Duration;
import java.util.function.Supplier;

/** Tells what becomes of breakers. */
final class BreakerReports implements Breakers.Listener {
    private final Supplier<Telemetry> telemetry;

    /**
     * For breakers that live longer than one configuration.
     *
     * @param telemetry the one that is in force
     */
    BreakerReports(Supplier<Telemetry> telemetry) {
        this.telemetry = telemetry;
    }

    @Override
    public void opened(Lane lane, Opening opening, int failures, Duration span) {
        telemetry
                .get()
                .breakerOpened(of(lane).kind(opening.kind())
                        .failures(failures)
                        .openMillis(span.toMillis())
                        .build());
    }

    @Override
    public void closed(Lane lane) {
        telemetry.get().breakerClosed(of(lane).build());
    }

    private static BreakerReport.Builder of(Lane lane) {
        return BreakerReport.builder()
                .route(lane.route())
                .path(lane.path())
                .origin(lane.origin().toString());
    }
}
