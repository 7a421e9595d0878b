package dev.detour.retry;

import com.google.auto.value.AutoValue;
import java.time.Duration;

/**
 * How long to wait before a call is sent again on the same path: exponential, with full jitter, so that callers that
 * failed together do not come back together. Pure: the random number comes from outside.
 */
@AutoValue
public abstract class Backoff {
    /** The longest delay before the first repeat. */
    public abstract Duration first();

    /** The longest delay before any repeat. */
    public abstract Duration max();

    /**
     * Makes one.
     *
     * @throws IllegalArgumentException where one is negative, or the first is longer than the longest
     */
    public static Backoff of(Duration first, Duration max) {
        if (first.isNegative() || first.compareTo(max) > 0) {
            throw new IllegalArgumentException("backoff " + first + ".." + max);
        }
        return new AutoValue_Backoff(first, max);
    }

    public static Backoff of(RetryPolicy policy) {
        return of(policy.firstDelay(), policy.maxDelay());
    }

    /**
     * The delay before a repeat.
     *
     * @param repeat from 1: the first repeat is the second send
     * @param random from 0, below 1
     */
    public final Duration delay(int repeat, double random) {
        return delay(repeat, random, Duration.ZERO);
    }

    /**
     * The delay before a repeat that must not come too soon: on top of the least delay, because a limit that many
     * callers wait for together would otherwise end for all of them at once.
     *
     * @param repeat from 1: the first repeat is the second send
     * @param random from 0, below 1
     * @param least what the answer asks for, or the dictionary
     */
    public final Duration delay(int repeat, double random, Duration least) {
        if (repeat < 1 || !(random >= 0 && random < 1)) {
            throw new IllegalArgumentException("repeat " + repeat + ", random " + random);
        }
        double ceiling = Math.min((double) max().toNanos(), first().toNanos() * Math.pow(2, repeat - 1.0));
        return least.plusNanos((long) (ceiling * random));
    }
}
