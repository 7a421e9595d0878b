package dev.detour.retry;

import com.google.auto.value.AutoValue;
import java.time.Duration;
import java.util.Map;

/** How often, how soon and under which conditions a call is sent again. The defaults are the contract's. */
@AutoValue
public abstract class RetryPolicy {
    /** What may be sent again although it may have been acted on: POST and PATCH. */
    public enum Unsafe {
        /** Never again, whatever happened. */
        NEVER,
        /** Only where the dictionary says that the origin has not acted. */
        NOT_ACTED,
        /** One more send where the dictionary says maybe. */
        ONCE,
        /** As GET. */
        ALWAYS
    }

    /** Sends of a call in all, over all paths; at least 1, which is never again. */
    public abstract int attempts();

    /** The longest first delay on the same path. */
    public abstract Duration firstDelay();

    /** The longest delay on the same path. */
    public abstract Duration maxDelay();

    /** The longest Retry-After that is waited for. */
    public abstract Duration retryAfter();

    public abstract Unsafe unsafe();

    /** Attempts for a code, over {@link #attempts()} and over the dictionary. */
    public abstract Map<String, Integer> on();

    /** Tokens that a call adds to its origin's budget, as a share of one: 0.2 is 20 %. */
    public abstract double budget();

    public static Builder builder() {
        return new AutoValue_RetryPolicy.Builder()
                .attempts(3)
                .firstDelay(Duration.ofMillis(250))
                .maxDelay(Duration.ofSeconds(8))
                .retryAfter(Duration.ofSeconds(30))
                .unsafe(Unsafe.NOT_ACTED)
                .on(Map.of())
                .budget(0.2);
    }

    /** What holds where the configuration says nothing. */
    public static RetryPolicy defaults() {
        return builder().build();
    }

    /** Nothing is ever sent again. */
    public static RetryPolicy never() {
        return builder().attempts(1).build();
    }

    @AutoValue.Builder
    public abstract static class Builder {
        public abstract Builder attempts(int attempts);

        public abstract Builder firstDelay(Duration delay);

        public abstract Builder maxDelay(Duration delay);

        public abstract Builder retryAfter(Duration longest);

        public abstract Builder unsafe(Unsafe unsafe);

        public abstract Builder on(Map<String, Integer> attempts);

        public abstract Builder budget(double share);

        public abstract RetryPolicy build();
    }
}
