package dev.detour.report;

import java.util.Locale;

/** How a call ended, as far as its events tell. */
enum Outcome {
    LOST(4),
    STREAM_BROKEN(4),
    RESCUED_BY_FAILOVER(2),
    RESCUED_BY_RETRY(2),
    RESCUED_SOMEHOW(2),
    SLOW(1),
    NO_END(1);

    private final int weight;

    Outcome(int weight) {
        this.weight = weight;
    }

    /** How much more its stories tell than those of other outcomes. */
    int weight() {
        return weight;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
