package dev.detour.telemetry;

import com.google.auto.value.AutoValue;
import dev.detour.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/** A path's breaker that has just opened or closed. Holds no secret. */
@AutoValue
public abstract class BreakerReport {
    /** The name of the route. */
    public abstract String route();

    /** The name of the path. */
    public abstract String path();

    /** Where the path leads, as scheme, host and port. */
    public abstract String origin();

    /** What failed last before it opened; null where that is not known. */
    public abstract @Nullable FailureKind kind();

    /** How long it stays open, or has been open, in milliseconds; 0 where that is not known. */
    public abstract long openMillis();

    /** Failures in a row that opened it. */
    public abstract int failures();

    public static Builder builder() {
        return new AutoValue_BreakerReport.Builder().openMillis(0).failures(0);
    }

    @AutoValue.Builder
    public abstract static class Builder {
        public abstract Builder route(String name);

        public abstract Builder path(String name);

        public abstract Builder origin(String origin);

        public abstract Builder kind(@Nullable FailureKind kind);

        public abstract Builder openMillis(long millis);

        public abstract Builder failures(int inARow);

        public abstract BreakerReport build();
    }
}
