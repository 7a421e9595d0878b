package dev.detour.call;

import dev.detour.breaker.Breaker;
import dev.detour.exchange.Attempt;
import dev.detour.exchange.Url;
import dev.detour.failure.EventStream;
import dev.detour.network.NetworkSettings;
import dev.detour.route.Edits;
import dev.detour.route.Rewrite;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/** What is to be sent now: the attempt, and what its client has to change to make it. */
public final class Send {
    /** Of the field: an object of its own would be one more with each call. */
    private static final AtomicIntegerFieldUpdater<Send> BODY_ENDED =
            AtomicIntegerFieldUpdater.newUpdater(Send.class, "bodyEnded");

    private final Attempt attempt;
    private final Way way;
    private final Rewrite rewrite;
    private final long remainingMillis;
    private final Breaker.@Nullable Pass pass;
    private boolean needsNewConnection;
    private volatile int bodyEnded;
    private volatile @Nullable Decision decision;
    private volatile @Nullable EventStream events;

    Send(Attempt attempt, Way way, Rewrite rewrite, long remainingMillis, Breaker.@Nullable Pass pass) {
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

    /** Says that the body has ended; whether it had not before. */
    boolean endBody() {
        return bodyEnded == 0 && BODY_ENDED.compareAndSet(this, 0, 1);
    }

    /** What looks on while the answer's events pass; null where there are none to judge. */
    @Nullable
    EventStream events() {
        return events;
    }

    void watch(@Nullable EventStream stream) {
        events = stream;
    }

    /** What was decided after it; null before. */
    public @Nullable Decision decision() {
        return decision;
    }

    void decide(Decision made) {
        decision = made;
    }
}
