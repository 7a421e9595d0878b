package dev.detour.breaker;

import java.time.Duration;

/** Why a breaker is open, and for how much longer. */
public final class Rest {
    private final Opening opening;
    private final Duration left;

    Rest(Opening opening, Duration left) {
        this.opening = opening;
        this.left = left;
    }

    public Opening opening() {
        return opening;
    }

    /** Until a probe may pass; never negative. */
    public Duration left() {
        return left;
    }
}
