package dev.detour.failure;

import com.google.auto.value.AutoValue;
import java.time.Duration;

/** What the dictionary allows after a failure. The policy of a route may allow less, and by its {@code on} more. */
@AutoValue
public abstract class Disposition {
    /** No limit but the policy's. */
    public static final int AS_POLICY_ALLOWS = Integer.MAX_VALUE;

    public abstract Acted acted();

    /** How often at most the request is sent again on the same path: 0 is never. */
    public abstract int repeats();

    /** Whether it is sent again on the route's next path. */
    public abstract boolean movesOn();

    /** The shortest wait before it is sent again on the same path, where the answer asks for none itself. */
    public abstract Duration leastDelay();

    /** Whether a repeat must not use the connection that failed. */
    public abstract boolean needsNewConnection();

    static Disposition acted(Acted acted) {
        return builder()
                .acted(acted)
                .repeats(0)
                .movesOn(false)
                .leastDelay(Duration.ZERO)
                .needsNewConnection(false)
                .build();
    }

    Disposition same() {
        return same(AS_POLICY_ALLOWS);
    }

    Disposition same(int repeats) {
        return toBuilder().repeats(repeats).build();
    }

    Disposition next() {
        return toBuilder().movesOn(true).build();
    }

    Disposition after(Duration leastDelay) {
        return toBuilder().leastDelay(leastDelay).build();
    }

    Disposition onNewConnection() {
        return toBuilder().needsNewConnection(true).build();
    }

    /** The same where an earlier send, of which no more is known, may have been acted on. */
    Disposition maybeActedOn() {
        return acted() == Acted.NO ? toBuilder().acted(Acted.MAYBE).build() : this;
    }

    /** Whether it may be sent again on the same path at all. */
    public final boolean isRepeatable() {
        return repeats() > 0;
    }

    /** The column "same" in words. */
    final String sameInWords() {
        if (!isRepeatable()) {
            return "no";
        }
        String often = repeats() == AS_POLICY_ALLOWS ? "yes" : "at most " + repeats();
        String soon = leastDelay().isZero() ? "" : ", after " + leastDelay().toSeconds() + " s or more";
        return often + soon + (needsNewConnection() ? ", on a new connection" : "");
    }

    /** The column "next" in words. */
    final String nextInWords() {
        return movesOn() ? "yes" : "no";
    }

    abstract Builder toBuilder();

    private static Builder builder() {
        return new AutoValue_Disposition.Builder();
    }

    @AutoValue.Builder
    abstract static class Builder {
        abstract Builder acted(Acted acted);

        abstract Builder repeats(int limit);

        abstract Builder movesOn(boolean moves);

        abstract Builder leastDelay(Duration delay);

        abstract Builder needsNewConnection(boolean needed);

        abstract Disposition build();
    }
}
