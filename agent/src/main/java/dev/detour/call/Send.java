package dev.detour.call;

import dev.detour.breaker.Breaker;
import dev.detour.exchange.Attempt;
import dev.detour.exchange.Outcome;
import dev.detour.exchange.Url;
import dev.detour.failure.Classifier;
import dev.detour.failure.EventStream;
import dev.detour.network.NetworkSettings;
import dev.detour.route.Edits;
import dev.detour.route.Rewrite;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent now: the attempt, and what its client has to change to make it. Then its client tells it how the
 * body of the answer fares that the application gets; by one thread at a time.
 */
public final class Send {
    /** Of the field: an object of its own would be one more with each call. */
    private static final AtomicIntegerFieldUpdater<Send> BODY_ENDED =
            AtomicIntegerFieldUpdater.newUpdater(Send.class, "bodyEnded");

    private final Call call;
    private final Attempt attempt;
    private final Way way;
    private final Rewrite rewrite;
    private final long remainingMillis;
    private final Breaker.@Nullable Pass pass;
    private boolean needsNewConnection;
    private volatile int bodyEnded;
    private volatile @Nullable Decision decision;
    private volatile @Nullable EventStream events;

    Send(Call call, Attempt attempt, Way way, Rewrite rewrite, long remainingMillis, Breaker.@Nullable Pass pass) {
        this.call = call;
        this.attempt = attempt;
        this.way = way;
        this.rewrite = rewrite;
        this.remainingMillis = remainingMillis;
        this.pass = pass;
    }

    public Attempt attempt() {
        return attempt;
    }

    /** Where it goes: the whole URL as it is to stand on the wire. */
    public Url target() {
        return rewrite.target();
    }

    /** Headers to set and to remove. */
    public Edits headers() {
        return way.headers();
    }

    public PathRules path() {
        return way.path();
    }

    public NetworkSettings network() {
        return path().network();
    }

    /** What the application is to see in the place of a URL that an answer shows; null: that URL itself. */
    public @Nullable Url restore(Url seen) {
        return rewrite.restore(seen);
    }

    /** What is left of the call's time, in milliseconds; {@link Long#MAX_VALUE} where nothing limits it. */
    public long remainingMillis() {
        return remainingMillis;
    }

    /** The same now, in nanoseconds. */
    public long nanosLeft() {
        return call.nanosLeft();
    }

    /** What the path's breaker is to be told; null where it has none. */
    Breaker.@Nullable Pass pass() {
        return pass;
    }

    /** Whether it must not go over a connection that lies in its client's pool: the last one was found to be dead. */
    public boolean needsNewConnection() {
        return needsNewConnection;
    }

    void needNewConnection(boolean needed) {
        needsNewConnection = needed;
    }

    /**
     * The client wrote the request, lost it so, and sends it again by itself. Unless the peer has said that it did nothing,
     * the origin may have acted.
     */
    public void lost(Throwable failure) {
        if (!Classifier.isUnprocessed(failure)) {
            attempt.leaveInDoubt();
        }
    }

    /** What was decided after it; null before. */
    public @Nullable Decision decision() {
        return decision;
    }

    void decide(Decision made) {
        decision = made;
    }

    /** Has what passes of the answer's body judged: where there are events in it that can tell of a failure. */
    void watch(@Nullable EventStream stream) {
        events = stream;
    }

    /** Whether the body of an answer with this head is to be looked at before {@link Call#after} is asked. */
    public boolean readsBody(Outcome head) {
        return call.readsBody(this, head);
    }

    /** Whether the body's bytes are to be shown as they pass to the application. */
    public boolean watchesBody() {
        return events != null;
    }

    /** Bytes of the body on their way to the application; the buffer is left as it is. */
    public void passed(ByteBuffer bytes) {
        EventStream stream = events;
        if (stream == null) {
            return;
        }
        try {
            stream.passed(bytes);
            if (stream.error() != null && endBody()) {
                call.streamFailed(this, stream.error());
            }
        } catch (RuntimeException | Error fault) {
            events = null;
            call.fault(fault);
        }
    }

    /** The body came to its end, in order. */
    public void bodyEnded() {
        EventStream stream = events;
        if (!endBody() || stream == null) {
            return;
        }
        try {
            call.streamFailed(this, stream.ended());
        } catch (RuntimeException | Error fault) {
            call.fault(fault);
        }
    }

    /** The body broke off while the application was reading it. Told once, however often the client says so. */
    public void bodyFailed(Throwable cause) {
        bodyBroken(cause);
        bodyShown(cause);
    }

    /** The same, where the client makes another exception of this one: {@link #bodyShown} is told of that. */
    public void bodyBroken(Throwable cause) {
        if (endBody()) {
            call.bodyBroken(this, cause);
        }
    }

    /** What the application gets after {@link #bodyBroken}; the first that is said counts. */
    public void bodyShown(Throwable shown) {
        call.bodyShown(shown);
    }

    /** The application's own code, which the client gave the answer to, threw or broke the body off: no failure of a call. */
    public void leftByApplication() {
        endBody();
    }

    /** Whether the body had not ended before. */
    private boolean endBody() {
        return bodyEnded == 0 && BODY_ENDED.compareAndSet(this, 0, 1);
    }
}
