package dev.detour.telemetry;

import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.context.Context;
import java.util.List;

/**
 * The metrics of {@link Instrument}, recorded. Always in the root context: the current one would be looked up in the
 * application's thread, and is not ours.
 */
final class Meters {
    /** Seconds; those that the conventions recommend for this metric. */
    private static final List<Double> BUCKETS =
            List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

    private final Meter meter;
    private final Labels labels = new Labels();
    private final Context context = Context.root();
    private final DoubleHistogram duration;
    private final LongCounter calls;
    private final LongCounter attempts;
    private final LongCounter retries;
    private final LongCounter failovers;
    private final LongCounter streamFailures;
    private final DoubleCounter timeLost;
    private final LongCounter openings;
    private final LongGauge limit;

    Meters(MeterProvider provider, String version, Gauges gauges, Tally tally) {
        this.meter = provider.meterBuilder("dev.detour")
                .setInstrumentationVersion(version)
                .build();
        this.duration = meter.histogramBuilder(Instrument.REQUEST_DURATION.metric())
                .setUnit(Instrument.REQUEST_DURATION.unit())
                .setDescription(Instrument.REQUEST_DURATION.description())
                .setExplicitBucketBoundariesAdvice(BUCKETS)
                .build();
        this.calls = counter(Instrument.CALLS);
        this.attempts = counter(Instrument.ATTEMPTS);
        this.retries = counter(Instrument.RETRIES);
        this.failovers = counter(Instrument.FAILOVERS);
        this.streamFailures = counter(Instrument.STREAM_FAILURES);
        this.openings = counter(Instrument.BREAKER_OPENINGS);
        this.timeLost = meter.counterBuilder(Instrument.TIME_LOST.metric())
                .setUnit(Instrument.TIME_LOST.unit())
                .setDescription(Instrument.TIME_LOST.description())
                .ofDoubles()
                .build();
        this.limit = meter.gaugeBuilder(Instrument.LIMIT_REMAINING.metric())
                .setUnit(Instrument.LIMIT_REMAINING.unit())
                .setDescription(Instrument.LIMIT_REMAINING.description())
                .ofLongs()
                .build();
        observe(gauges);
        observe(Instrument.EVENTS_DROPPED, tally, Tally.Count.EVENTS_DROPPED);
        observe(Instrument.AGENT_ERRORS, tally, Tally.Count.AGENT_ERRORS);
    }

    private LongCounter counter(Instrument instrument) {
        return meter.counterBuilder(instrument.metric())
                .setUnit(instrument.unit())
                .setDescription(instrument.description())
                .build();
    }

    private void observe(Gauges gauges) {
        meter.gaugeBuilder(Instrument.BREAKER_STATE.metric())
                .setUnit(Instrument.BREAKER_STATE.unit())
                .setDescription(Instrument.BREAKER_STATE.description())
                .ofLongs()
                .buildWithCallback(state -> gauges.breakers()
                        .forEach(breaker -> state.record(breaker.state().number(), labels.of(breaker))));
        meter.gaugeBuilder(Instrument.BUDGET_LEFT.metric())
                .setUnit(Instrument.BUDGET_LEFT.unit())
                .setDescription(Instrument.BUDGET_LEFT.description())
                .buildWithCallback(left ->
                        gauges.budgets().forEach(budget -> left.record(budget.left(), labels.server(budget.origin()))));
    }

    private void observe(Instrument instrument, Tally tally, Tally.Count count) {
        meter.counterBuilder(instrument.metric())
                .setUnit(instrument.unit())
                .setDescription(instrument.description())
                .buildWithCallback(sum -> sum.record(tally.of(count)));
    }

    void record(Measured measured) {
        Series series = measured.series();
        Labels.OfSeries told = labels.of(series);
        if (measured.stage() == Stage.STREAM_FAILED) {
            streamFailures.add(1, told.wayAndKind(), context);
            return;
        }
        if (measured.sent()) {
            recordAttempt(measured, series, told);
        }
        if (measured.stage() == Stage.ATTEMPT_FAILED) {
            (measured.movesOn() ? failovers : retries).add(1, told.wayAndKind(), context);
            lose("waiting", measured.waitingSeconds(), series);
        }
        if (measured.stage().endsCall()) {
            calls.add(1, told.outcome(measured.stage()), context);
        }
    }

    private void recordAttempt(Measured measured, Series series, Labels.OfSeries told) {
        duration.record(measured.seconds(), told.request(), context);
        attempts.add(1, told.wayAndKind(), context);
        if (series.kind() != null) {
            lose("failure", measured.secondsInAll(), series);
        }
        Long remaining = measured.limitRemaining();
        if (remaining != null) {
            limit.set(remaining, labels.server(series.server()), context);
        }
    }

    private void lose(String to, double seconds, Series series) {
        if (seconds <= 0) {
            return;
        }
        timeLost.add(
                seconds,
                Labels.way(series.route(), series.path())
                        .put(Labels.LOST_TO, to)
                        .build(),
                context);
    }

    void opened(BreakerReport report) {
        openings.add(1, Labels.of(report), context);
    }
}
