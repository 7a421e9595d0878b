package dev.detour.client.okhttp.adapter;

import dev.detour.network.Timeouts;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okio.AsyncTimeout;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The limit of a whole call, attempts, pauses and body. OkHttp has one, which ends a call wherever it is and tells the
 * application by an exception of its own: a route's limit takes its place there, shorter or longer.
 */
final class CallTimeout {
    private static final long LONGEST_START_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long TIMED_OUT_ALREADY_NANOS = 1;

    /** When it ends, by {@link System#nanoTime}: the same private field from okio 1.15 to 3.18; null: another okio. */
    private static final @Nullable Field END = end();

    /** Of the calls that have no limit, which are most. */
    private static final CallTimeout NONE = new CallTimeout(Timeout.NONE, true, 0);

    /** The same, where a body that such a limit has ended would not say so. */
    private static final CallTimeout NONE_UNTOLD = new CallTimeout(Timeout.NONE, false, 0);

    private final Timeout timeout;
    private final boolean toldInBody;
    private final long startedNanos;
    private final long limitNanos;

    private CallTimeout(Timeout timeout, boolean toldInBody, long startedNanos) {
        this.timeout = timeout;
        this.toldInBody = toldInBody;
        this.startedNanos = startedNanos;
        this.limitNanos = timeout.timeoutNanos();
    }

    static CallTimeout of(Call call, Timeouts timeouts, OkHttpRelease release) {
        Timeout timeout = call.timeout();
        Duration total = timeouts.total();
        if (total == null && timeout.timeoutNanos() == 0) {
            return release.tellsCallTimeouts() ? NONE : NONE_UNTOLD;
        }
        // Before OkHttp's clock is started anew: a thread may stand still in between for as long as the limit.
        long started = System.nanoTime();
        if (total != null && timeout instanceof AsyncTimeout) {
            replace((AsyncTimeout) timeout, total);
        }
        return new CallTimeout(timeout, release.tellsCallTimeouts(), started);
    }

    private static void replace(AsyncTimeout timeout, Duration total) {
        boolean timedOut = timeout.exit();
        timeout.timeout(timedOut ? TIMED_OUT_ALREADY_NANOS : total.toNanos(), TimeUnit.NANOSECONDS);
        timeout.enter();
    }

    /** Whether its time is up: OkHttp then cancels the call by itself. It has looked at no other clock than this. */
    boolean isOver() {
        if (limitNanos <= 0) {
            return false;
        }
        Long end = endNanos();
        return end == null ? isProbablyOver() : System.nanoTime() - end >= 0;
    }

    /** Whether a body has ended by it. From 3.14 on OkHttp says so; a limit may have been lifted when the body began. */
    boolean hasEnded(IOException body) {
        return toldInBody ? isTold(body) : isOver();
    }

    private static boolean isTold(Throwable body) {
        for (Throwable each = body; each != null; each = each.getCause()) {
            // Not one of its kinds: a socket's own limit.
            if (each.getClass() == InterruptedIOException.class && "timeout".equals(each.getMessage())) {
                return true;
            }
        }
        return false;
    }

    /** By a clock of ours, which was started a little after OkHttp's. */
    private boolean isProbablyOver() {
        long started = Math.min(limitNanos / 10, LONGEST_START_NANOS);
        return System.nanoTime() - startedNanos >= limitNanos - started;
    }

    private @Nullable Long endNanos() {
        try {
            return END == null || !(timeout instanceof AsyncTimeout) ? null : END.getLong(timeout);
        } catch (IllegalAccessException | RuntimeException otherRelease) {
            return null;
        }
    }

    private static @Nullable Field end() {
        try {
            Field end = AsyncTimeout.class.getDeclaredField("timeoutAt");
            end.setAccessible(true);
            return end;
        } catch (ReflectiveOperationException | RuntimeException otherRelease) {
            return null;
        }
    }
}
