package dev.detour.report;

import java.util.Arrays;

/**
 * How long things took, in milliseconds, to within a twelfth: eight steps an octave, which are exact below 8 ms. The
 * page has the same arithmetic, to add them up and to ask for quantiles.
 */
final class Durations {
    private static final int STEPS = 8;
    private static final int BITS = 3;

    private long[] counts = new long[0];
    private long total;

    void add(long millis) {
        int step = step(Math.max(0, millis));
        if (step >= counts.length) {
            counts = Arrays.copyOf(counts, step + STEPS);
        }
        counts[step]++;
        total++;
    }

    void add(Durations others) {
        if (others.counts.length > counts.length) {
            counts = Arrays.copyOf(counts, others.counts.length);
        }
        for (int i = 0; i < others.counts.length; i++) {
            counts[i] += others.counts[i];
        }
        total += others.total;
    }

    static int step(long millis) {
        if (millis < STEPS) {
            return (int) millis;
        }
        int octave = 63 - Long.numberOfLeadingZeros(millis) - BITS;
        return (octave << BITS) + (int) (millis >>> octave);
    }

    /** The middle of a step, in milliseconds. */
    static double middle(int step) {
        if (step < STEPS) {
            return step;
        }
        int octave = (step >> BITS) - 1;
        long lowest = (long) (STEPS + (step & (STEPS - 1))) << octave;
        return lowest + ((1L << octave) - 1) / 2.0;
    }

    /** Milliseconds that this share of all is not above; 0 where there are none. */
    double quantile(double share) {
        long rank = (long) Math.ceil(share * total);
        long seen = 0;
        for (int step = 0; step < counts.length; step++) {
            seen += counts[step];
            if (seen >= rank && seen > 0) {
                return middle(step);
            }
        }
        return 0;
    }

    long total() {
        return total;
    }

    /** How many there are in each step; not to be changed. */
    long[] counts() {
        return counts;
    }
}
