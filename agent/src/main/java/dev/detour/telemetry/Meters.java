package dev.detour.telemetry;

import dev.detour.exchange.Memo;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of {@link Instrument}, recorded. Always in the root context: the current one would be looked up in the
 * application's thread, and is not ours. Those that count with every call are {@link Counts}.
 */
final class Meters {
    /** Seconds; those that the conventions recommend for this metric. */
    private static final List<Double> BUCKETS =
            List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

    private final Meter meter;
    private final Labels labels = new Labels();
    private final Context context = Context.root();
    private final Counts calls = new Counts();
    private final Counts attempts = new Counts();
    /** Nearly all calls of a program are of a few series. */
    private final Memo<Series, OfSeries> known = new Memo<>(OfSeries::new);

    private final DoubleHistogram duration;
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
        observe(Instrument.CALLS, calls::observe);
        observe(Instrument.ATTEMPTS, attempts::observe);
        observe(Instrument.EVENTS_DROPPED, sum -> sum.record(tally.of(Tally.Count.EVENTS_DROPPED)));
        observe(Instrument.AGENT_ERRORS, sum -> sum.record(tally.of(Tally.Count.AGENT_ERRORS)));
    }

    /** What each call records, found once for all of its like. */
    private final class OfSeries {
        private final Labels.OfSeries told;
        private final Memo<Stage, LongAdder> ended;
        private volatile @Nullable LongAdder sent;

        OfSeries(Series series) {
            this.told = labels.of(series);
            this.ended = new Memo<>(stage -> calls.of(told.outcome(stage)));
        }

        /** Made when something was sent: what was not is no series. */
        LongAdder sent() {
            LongAdder made = sent;
            if (made == null) {
                made = attempts.of(told.wayAndKind());
                sent = made;
            }
            return made;
        }
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

    private void observe(Instrument instrument, Consumer<ObservableLongMeasurement> callback) {
        meter.counterBuilder(instrument.metric())
                .setUnit(instrument.unit())
                .setDescription(instrument.description())
                .buildWithCallback(callback);
    }

    void record(Measured measured) {
        Series series = measured.series();
        OfSeries ofSeries = known.of(series);
        Labels.OfSeries told = ofSeries.told;
        if (measured.stage() == Stage.STREAM_FAILED) {
            streamFailures.add(1, told.wayAndKind(), context);
            return;
        }
        if (measured.sent()) {
            recordAttempt(measured, series, ofSeries);
        }
        if (measured.stage() == Stage.ATTEMPT_FAILED) {
            (measured.movesOn() ? failovers : retries).add(1, told.wayAndKind(), context);
            lose("waiting", measured.waitingSeconds(), series);
        }
        if (measured.stage().endsCall()) {
            ofSeries.ended.of(measured.stage()).increment();
        }
    }

    private void recordAttempt(Measured measured, Series series, OfSeries ofSeries) {
        duration.record(measured.seconds(), ofSeries.told.request(), context);
        ofSeries.sent().increment();
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
