package dev.detour.call;

import dev.detour.exchange.Asked;
import dev.detour.exchange.Ticker;
import dev.detour.network.Timeouts;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How long a call has taken, and how long it may take: all its attempts, and the waits between them. */
final class TimeLimit {
    private final Ticker ticker;
    private final long startedNanos;
    private final @Nullable Duration configured;
    private final long deadlineNanos;

    /** Begins now. A path's limit takes the place of the application's. */
    static TimeLimit of(Ticker ticker, Timeouts timeouts, Asked asked) {
        return new TimeLimit(ticker, timeouts.total(), applicationsMillis(timeouts, asked));
    }

    /** Raised where it ends with the head, and the path allows the head more time. */
    private static long applicationsMillis(Timeouts timeouts, Asked asked) {
        long own = asked.deadlineMillis();
        Duration head = timeouts.firstByte();
        return own == 0 || head == null || !asked.deadlineEndsWithHead() ? own : Math.max(own, head.toMillis());
    }

    /** With the application's limit in milliseconds, 0 where there is none. */
    private TimeLimit(Ticker ticker, @Nullable Duration configured, long applicationsMillis) {
        this.ticker = ticker;
        this.startedNanos = ticker.nanos();
        this.configured = configured;
        long limit = configured != null ? configured.toNanos() : TimeUnit.MILLISECONDS.toNanos(applicationsMillis);
        this.deadlineNanos = limit == 0 ? Long.MAX_VALUE : startedNanos + limit;
    }

    /** When it began, by the ticker. */
    long startedNanos() {
        return startedNanos;
    }

    long elapsedMillis() {
        return millisUntil(ticker.nanos());
    }

    /** From its beginning to a reading of the ticker. */
    long millisUntil(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos - startedNanos);
    }

    /** Of whichever limit there is; not positive where the time is up, {@link Long#MAX_VALUE} where nothing limits it. */
    long remainingMillis() {
        return deadlineNanos == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : TimeUnit.NANOSECONDS.toMillis(deadlineNanos - ticker.nanos());
    }

    /** Of the configured limit alone; {@link Long#MAX_VALUE} where there is none: the client keeps the application's. */
    long configuredNanosLeft() {
        return configured == null ? Long.MAX_VALUE : startedNanos + configured.toNanos() - ticker.nanos();
    }
}
