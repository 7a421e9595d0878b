package dev.detour.client.jdk;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * Who has a body: the application, while it takes what it is handed, or whoever ends it. Nobody waits for another, and no
 * lock is held while the application is at work, which may take as long, and any lock, that it likes. Bytes are handed on
 * by one thread at a time; ends may come from any.
 */
final class Delivery {
    private enum State {
        OPEN,
        HANDING,
        /** The application has bytes in hand, and it is over: told as soon as it comes back. */
        EXPIRED,
        OVER
    }

    /** Of the field: an object of its own would be one more with each call. */
    private static final AtomicReferenceFieldUpdater<Delivery, State> STATE =
            AtomicReferenceFieldUpdater.newUpdater(Delivery.class, State.class, "state");

    private volatile State state = State.OPEN;

    /**
     * Hands bytes on, unless it is over.
     *
     * @param expiry to be told where a limit has passed meanwhile
     */
    void hand(Runnable bytes, Runnable expiry) {
        boolean outermost = STATE.compareAndSet(this, State.OPEN, State.HANDING);
        if (!outermost && isOver()) {
            return;
        }
        try {
            bytes.run();
        } finally {
            if (outermost
                    && !STATE.compareAndSet(this, State.HANDING, State.OPEN)
                    && STATE.compareAndSet(this, State.EXPIRED, State.OVER)) {
                expiry.run();
            }
        }
    }

    /** The client has no more: whether this is the end, and to be told by the caller. */
    boolean end() {
        if (STATE.compareAndSet(this, State.OPEN, State.OVER)) {
            return true; // as nearly always
        }
        State before = STATE.getAndUpdate(this, now -> now == State.EXPIRED ? State.EXPIRED : State.OVER);
        return before == State.OPEN || before == State.HANDING;
    }

    /** A limit has passed: whether the caller is to tell; else it was over, or is told by who hands on just now. */
    boolean expire() {
        return STATE.getAndUpdate(this, Delivery::expired) == State.OPEN;
    }

    private static State expired(State now) {
        switch (now) {
            case OPEN:
                return State.OVER;
            case HANDING:
                return State.EXPIRED;
            default:
                return now;
        }
    }

    boolean isHanding() {
        return state == State.HANDING;
    }

    boolean isOver() {
        State now = state;
        return now == State.EXPIRED || now == State.OVER;
    }
}
