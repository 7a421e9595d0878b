package dev.detour.breaker;

import com.google.auto.value.AutoValue;
import java.time.Duration;

/** When a path is given a rest, and for how long. */
@AutoValue
public abstract class BreakerPolicy {
    /** Whether there is a breaker at all. */
    public abstract boolean isOn();

    /** Failures in a row, of the path's own, that open it. */
    public abstract int failures();

    /** The first time it stays open. */
    public abstract Duration firstOpen();

    /** The longest time it stays open. */
    public abstract Duration maxOpen();

    public static BreakerPolicy of(boolean on, int failures, Duration firstOpen, Duration maxOpen) {
        return new AutoValue_BreakerPolicy(on, failures, firstOpen, maxOpen);
    }

    /** What holds where the configuration says nothing and there is another path to go to. */
    public static BreakerPolicy defaults() {
        return of(true, 5, Duration.ofSeconds(5), Duration.ofSeconds(60));
    }

    public static BreakerPolicy off() {
        return of(false, 5, Duration.ofSeconds(5), Duration.ofSeconds(60));
    }
}
