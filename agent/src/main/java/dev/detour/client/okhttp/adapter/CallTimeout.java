package dev.detour.client.okhttp.adapter;

import dev.detour.network.Timeouts;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okio.AsyncTimeout;
import okio.Timeout;

/**
 * The limit of a whole call, attempts, pauses and body. OkHttp has one, which ends a call wherever it is and tells the
 * application by an exception of its own: a route's limit takes its place there, shorter or longer.
 */
final class CallTimeout {
    private static final long LONGEST_START_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long TIMED_OUT_ALREADY_NANOS = 1;

    private final long startedNanos;
    private final long limitNanos;

    private CallTimeout(long startedNanos, long limitNanos) {
        this.startedNanos = startedNanos;
        this.limitNanos = limitNanos;
    }

    static CallTimeout of(Call call, Timeouts timeouts) {
        // Before OkHttp's clock is started anew: a thread may stand still in between for as long as the limit.
        long started = System.nanoTime();
        Timeout timeout = call.timeout();
        Duration total = timeouts.total();
        if (total != null && timeout instanceof AsyncTimeout) {
            replace((AsyncTimeout) timeout, total);
        }
        return new CallTimeout(started, timeout.timeoutNanos());
    }

    private static void replace(AsyncTimeout timeout, Duration total) {
        boolean timedOut = timeout.exit();
        timeout.timeout(timedOut ? TIMED_OUT_ALREADY_NANOS : total.toNanos(), TimeUnit.NANOSECONDS);
        timeout.enter();
    }

    /** Whether its time is up: OkHttp then cancels the call by itself. Its clock was started a little before ours. */
    boolean isOver() {
        long started = Math.min(limitNanos / 10, LONGEST_START_NANOS);
        return limitNanos > 0 && System.nanoTime() - startedNanos >= limitNanos - started;
    }
}
