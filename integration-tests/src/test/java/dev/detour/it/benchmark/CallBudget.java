package dev.detour.it.benchmark;

import org.jspecify.annotations.Nullable;

/** What our agent may add to one call over the same call without an agent. */
enum CallBudget {
    UNMATCHED(Rival.UNMATCHED, 1, 200),
    ROUTED(Rival.ROUTED, 5, 1_024),
    ALL_OUTPUTS(Rival.ALL_OUTPUTS, 10, Double.POSITIVE_INFINITY);

    private final Rival rival;
    /** Microseconds of CPU time. */
    final double cpu;
    /** Bytes on the heap. */
    final double bytes;

    CallBudget(Rival rival, double cpu, double bytes) {
        this.rival = rival;
        this.cpu = cpu;
        this.bytes = bytes;
    }

    static @Nullable CallBudget of(Rival rival) {
        for (CallBudget budget : values()) {
            if (budget.rival == rival) {
                return budget;
            }
        }
        return null;
    }

    boolean isMet(Cost added) {
        return added.cpu() <= cpu && added.bytes() <= bytes;
    }
}
