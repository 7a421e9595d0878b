package dev.detour.retry;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What keeps repeats from multiplying the load on an origin that is down: each call puts in a share of a token, each
 * repeat takes a whole one. In the long run there are then no more repeats a call than the share. For any thread;
 * nobody waits.
 */
public final class RetryBudget {
    /** Tokens at the start, and at most. */
    public static final int CAPACITY = 10;

    /** A token, in the unit that is counted: whole numbers, so that shares add up exactly. */
    private static final long TOKEN = 1_000_000;

    private final AtomicLong amount = new AtomicLong(CAPACITY * TOKEN);

    /**
     * Counts a call.
     *
     * @param share of a token, as {@link RetryPolicy#budget()}; what is not positive adds nothing
     */
    public void deposit(double share) {
        long added = (long) (Math.min(Math.max(share, 0), CAPACITY) * TOKEN);
        if (added > 0 && amount.get() < CAPACITY * TOKEN) {
            amount.accumulateAndGet(added, (before, more) -> Math.min(before + more, CAPACITY * TOKEN));
        }
    }

    /** Takes a token for a repeat; false where there is none, and the call must not be repeated. */
    public boolean take() {
        long before = amount.get();
        while (before >= TOKEN) {
            if (amount.compareAndSet(before, before - TOKEN)) {
                return true;
            }
            before = amount.get();
        }
        return false;
    }

    /** Tokens left, fractions included. */
    public double left() {
        return (double) amount.get() / TOKEN;
    }
}
