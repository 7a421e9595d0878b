package dev.detour.call;

import com.google.auto.value.AutoValue;
import dev.detour.retry.RetryPolicy;

/** Everything that the decision after a failed attempt depends on, and nothing that does anything. */
@AutoValue
abstract class Situation {
    abstract RetryPolicy policy();

    /** Whether an answer came: then giving up means to hand it back. */
    abstract boolean answered();

    /** Whether any of the answer has gone to the application. */
    abstract boolean delivered();

    /** Whether the origin has certainly not acted on the request. */
    abstract boolean notActed();

    /** Whether the method is safe or idempotent (RFC 9110, 9.2.2): all but POST and PATCH. */
    abstract boolean idempotent();

    /** Whether the body, if there is one, can be sent again. */
    abstract boolean repeatable();

    /** Whether the caller retries by itself. */
    abstract boolean callerRetries();

    /** Whether a repeat would only replace a stale connection, which has not been done in this call yet. */
    abstract boolean repairs();

    /** Sends of this call so far, this one included. */
    abstract int sends();

    /** Sends of this call on this path so far, this one included. */
    abstract int sendsOnPath();

    /** Sends after a request that the origin may have acted on, this one included. */
    abstract int uncertainSends();

    /** How often a path may be sent to for this failure: 1 is never again. */
    abstract int sameLimit();

    /** Attempts that {@code retry.on} grants for this code; 0: it says nothing. */
    abstract int granted();

    /** Whether this path is given a rest by now. */
    abstract boolean pathRests();

    /** Whether the dictionary sends this failure to the next path. */
    abstract boolean movesOn();

    /** Whether there is a path that was not tried and may be. */
    abstract boolean hasNextPath();

    /** Whether a retry may still be taken from the origin's budget. */
    abstract boolean budgetLeft();

    /** Before the same path is sent to again, in milliseconds; negative: longer than is waited for. */
    abstract long delayMillis();

    /** What is left of the call's time, in milliseconds; not positive where it is up. */
    abstract long remainingMillis();

    static Builder builder() {
        return new AutoValue_Situation.Builder();
    }

    @AutoValue.Builder
    abstract static class Builder {
        abstract Builder policy(RetryPolicy policy);

        abstract Builder answered(boolean answered);

        abstract Builder delivered(boolean delivered);

        abstract Builder notActed(boolean notActed);

        abstract Builder idempotent(boolean idempotent);

        abstract Builder repeatable(boolean repeatable);

        abstract Builder callerRetries(boolean retries);

        abstract Builder repairs(boolean repairs);

        abstract Builder sends(int sends);

        abstract Builder sendsOnPath(int sends);

        abstract Builder uncertainSends(int sends);

        abstract Builder sameLimit(int limit);

        abstract Builder granted(int attempts);

        abstract Builder pathRests(boolean rests);

        abstract Builder movesOn(boolean moves);

        abstract Builder hasNextPath(boolean has);

        abstract Builder budgetLeft(boolean left);

        abstract Builder delayMillis(long delay);

        abstract Builder remainingMillis(long remaining);

        abstract Situation build();
    }
}
