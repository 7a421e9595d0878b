package dev.detour.call;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What becomes of a call after an attempt. */
public final class Decision {
    /** In the words of the events. */
    public enum Action {
        /** Send again on the same path. */
        RETRY,
        /** Send again on the next path. */
        MOVE,
        /** The exception goes to the application. */
        GIVE_UP,
        /** The answer goes to the application. */
        HAND_BACK;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why nothing is sent again, or why it is. */
    public enum Reason {
        POLICY,
        UNSAFE,
        BUDGET,
        DEADLINE,
        BODY,
        DELIVERED,
        CALLER_RETRIES,
        NO_PATH;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What becomes of nearly every call. */
    private static final Decision ANSWER = new Decision(Action.HAND_BACK, null, 0);

    private final Action action;
    private final @Nullable Reason reason;
    private final long delayMillis;

    private Decision(Action action, @Nullable Reason reason, long delayMillis) {
        this.action = action;
        this.reason = reason;
        this.delayMillis = delayMillis;
    }

    static Decision retry(long delayMillis) {
        return new Decision(Action.RETRY, null, delayMillis);
    }

    static Decision move() {
        return new Decision(Action.MOVE, null, 0);
    }

    static Decision giveUp(@Nullable Reason reason) {
        return new Decision(Action.GIVE_UP, reason, 0);
    }

    static Decision handBack(@Nullable Reason reason) {
        return reason == null ? ANSWER : new Decision(Action.HAND_BACK, reason, 0);
    }

    public Action action() {
        return action;
    }

    /** Null where the answer is no failure, or where it is sent again. */
    public @Nullable Reason reason() {
        return reason;
    }

    /** How long to wait before the next send, in milliseconds. */
    public long delayMillis() {
        return delayMillis;
    }

    public boolean sendsAgain() {
        return action == Action.RETRY || action == Action.MOVE;
    }

    @Override
    public String toString() {
        return action.code()
                + (reason == null ? "" : " (" + reason.code() + ")")
                + (delayMillis == 0 ? "" : " in " + delayMillis + " ms");
    }
}
