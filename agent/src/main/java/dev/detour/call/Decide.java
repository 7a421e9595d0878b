package dev.detour.call;

import dev.detour.call.Decision.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The one decision after a failed attempt, for every client and every way of calling. Pure: the same situation, the
 * same answer.
 */
final class Decide {
    private Decide() {}

    static Decision decide(Situation s) {
        Reason never = neverAgain(s);
        if (never != null) {
            return end(s, never);
        }
        return s.movesOn() && s.hasNextPath() ? onTheNextPath(s) : onTheSamePath(s);
    }

    /** What forbids any further send, wherever it would go. */
    private static @Nullable Reason neverAgain(Situation s) {
        if (s.delivered()) {
            return Reason.DELIVERED;
        }
        if (s.sends() >= (s.granted() > 0 ? s.granted() : s.policy().attempts())) {
            return Reason.POLICY;
        }
        if (!s.repeatable()) {
            return Reason.BODY;
        }
        if (!mayBeRepeated(s)) {
            return Reason.UNSAFE;
        }
        return s.remainingMillis() <= 0 ? Reason.DEADLINE : null;
    }

    private static boolean mayBeRepeated(Situation s) {
        if (s.idempotent()) {
            return true;
        }
        switch (s.policy().unsafe()) {
            case NEVER:
                return false;
            case NOT_ACTED:
                return s.notActed();
            case ONCE:
                return s.notActed() || s.uncertainSends() <= 1;
            case ALWAYS:
                return true;
        }
        throw new AssertionError(s.policy().unsafe());
    }

    /** A fresh path is tried at once; and after what was not acted on, it costs nobody anything. */
    private static Decision onTheNextPath(Situation s) {
        return s.notActed() || s.budgetLeft() ? Decision.move() : end(s, Reason.BUDGET);
    }

    private static Decision onTheSamePath(Situation s) {
        if (s.callerRetries() && !s.repairs()) {
            return end(s, Reason.CALLER_RETRIES);
        }
        if (s.sendsOnPath() >= (s.granted() > 0 ? s.granted() : s.sameLimit())) {
            return end(s, s.movesOn() ? Reason.NO_PATH : Reason.POLICY);
        }
        if (s.pathRests()) {
            return s.hasNextPath() ? onTheNextPath(s) : end(s, Reason.NO_PATH);
        }
        if (s.delayMillis() < 0) {
            return end(s, Reason.POLICY);
        }
        if (s.delayMillis() >= s.remainingMillis()) {
            return end(s, Reason.DEADLINE);
        }
        return s.budgetLeft() ? Decision.retry(s.delayMillis()) : end(s, Reason.BUDGET);
    }

    private static Decision end(Situation s, Reason reason) {
        return s.answered() ? Decision.handBack(reason) : Decision.giveUp(reason);
    }
}
