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
        if (s.movesOn() && s.hasNextPath()) {
            return s.notActed() || s.budgetLeft() ? Decision.move() : end(s, Reason.BUDGET);
        }
        return onTheSamePath(s);
    }

    /** What forbids any further send, wherever it would go. */
    private static @Nullable Reason neverAgain(Situation s) {
        if (s.delivered()) {
            return Reason.DELIVERED;
        }
        if (s.sends() >= Math.max(s.policy().attempts(), s.granted())) {
            return Reason.POLICY;
        }
        if (!s.repeatable()) {
            return Reason.BODY;
        }
        return mayBeRepeated(s) ? null : Reason.UNSAFE;
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

    private static Decision onTheSamePath(Situation s) {
        if (s.callerRetries()) {
            return end(s, Reason.CALLER_RETRIES);
        }
        if (s.sendsOnPath() >= Math.max(s.sameLimit(), s.granted())) {
            return end(s, s.movesOn() ? Reason.NO_PATH : Reason.POLICY);
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
