package dev.detour.call;

import dev.detour.exchange.Attempt;
import dev.detour.exchange.Url;
import dev.detour.network.NetworkSettings;
import dev.detour.route.Edits;
import dev.detour.route.Rewrite;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What is to be sent now: the attempt, and what its client has to change to make it. */
public final class Send {
    private final Attempt attempt;
    private final Rewrite rewrite;
    private final Edits headers;
    private final PathRules path;
    private final long remainingMillis;
    private final AtomicBoolean bodyEnded = new AtomicBoolean();
    private volatile @Nullable Decision decision;

    Send(Attempt attempt, Rewrite rewrite, Edits headers, PathRules path, long remainingMillis) {
        this.attempt = attempt;
        this.rewrite = rewrite;
        this.headers = headers;
        this.path = path;
        this.remainingMillis = remainingMillis;
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
        return headers;
    }

    public PathRules path() {
        return path;
    }

    public NetworkSettings network() {
        return path.network();
    }

    /** What the application is to see in the place of a URL that an answer shows; null: that URL itself. */
    public @Nullable Url restore(Url seen) {
        return rewrite.restore(seen);
    }

    /** What is left of the call's time, in milliseconds; {@link Long#MAX_VALUE} where nothing limits it. */
    public long remainingMillis() {
        return remainingMillis;
    }

    /** Says that the body has ended; whether it had not before. */
    boolean endBody() {
        return bodyEnded.compareAndSet(false, true);
    }

    /** What was decided after it; null before. */
    public @Nullable Decision decision() {
        return decision;
    }

    void decide(Decision made) {
        decision = made;
    }
}
