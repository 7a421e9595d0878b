package dev.detour.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * A counter whose sums OpenTelemetry asks for when it is read, and is not told of each time: that costs a call a look-up
 * among all series, which most calls need only once. As the SDK does, it tells so many series apart, and adds up the
 * others.
 */
final class Counts {
    /** Below the SDK's own 2,000, so that it never adds another one for all others to ours. */
    static final int MOST = 1_900;

    /** The SDK's own word for that. */
    static final Attributes OTHERS = Attributes.of(AttributeKey.booleanKey("otel.metric.overflow"), true);

    private final Map<Attributes, LongAdder> sums = new ConcurrentHashMap<>();

    /** What counts with these labels, for as long as the counter is there: to be kept by whoever counts often. */
    LongAdder of(Attributes labels) {
        LongAdder known = sums.get(labels);
        if (known != null) {
            return known;
        }
        // Threads that meet here may each add one: the SDK's limit leaves room for them.
        return sums.computeIfAbsent(sums.size() < MOST ? labels : OTHERS, unseen -> new LongAdder());
    }

    void observe(ObservableLongMeasurement counter) {
        sums.forEach((labels, sum) -> counter.record(sum.sum(), labels));
    }
}
