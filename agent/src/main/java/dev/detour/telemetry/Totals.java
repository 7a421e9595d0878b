package dev.detour.telemetry;

import com.google.auto.value.AutoValue;
import java.util.List;
import java.util.Map;

/** What has become of calls so far, as it stands at one moment. Holds no secret. */
@AutoValue
public abstract class Totals {
    /** Each count by its name in lower case, as {@code calls_failed}, in order. */
    public abstract Map<String, Long> counts();

    /** Failures by their codes, in order. */
    public abstract Map<String, Long> byKind();

    /** The last failures, oldest first. */
    public abstract List<Event> lastFailures();

    static Totals of(Map<String, Long> counts, Map<String, Long> byKind, List<Event> lastFailures) {
        return new AutoValue_Totals(counts, byKind, List.copyOf(lastFailures));
    }
}
