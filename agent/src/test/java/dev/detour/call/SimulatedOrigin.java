package dev.detour.call;

import java.time.Duration;

/**
 * An origin that is down for a while and then recovers slowly, as services do whose caches are cold. Refusing costs it
 * work as well, a part of what an answer costs: that is what makes a storm of repeats keep an origin down.
 */
final class SimulatedOrigin {
    private static final long SLICE = Duration.ofMillis(100).toMillis();
    private static final double COST_OF_REFUSAL = 0.2;

    private final double capacity;
    private final long outageFrom;
    private final long outageTo;
    private final long recovered;
    private long slice = -1;
    private double work;

    /**
     * One origin; times are milliseconds.
     *
     * @param capacity answers a second, when all is well
     * @param outageFrom from here to {@code outageTo} it answers nothing
     * @param recovered when it has its whole capacity again
     */
    SimulatedOrigin(double capacity, long outageFrom, long outageTo, long recovered) {
        this.capacity = capacity;
        this.outageFrom = outageFrom;
        this.outageTo = outageTo;
        this.recovered = recovered;
    }

    /** Whether a request at this time is answered. Times do not go back. */
    boolean answers(long millis) {
        if (millis / SLICE != slice) {
            slice = millis / SLICE;
            work = 0;
        }
        boolean answered = work + 1 <= capacityAt(millis) * SLICE / 1000;
        work += answered ? 1 : COST_OF_REFUSAL;
        return answered;
    }

    private double capacityAt(long millis) {
        if (millis < outageFrom || millis >= recovered) {
            return capacity;
        }
        if (millis < outageTo) {
            return 0;
        }
        double part = (double) (millis - outageTo) / (recovered - outageTo);
        return capacity * (0.1 + 0.9 * part);
    }
}
