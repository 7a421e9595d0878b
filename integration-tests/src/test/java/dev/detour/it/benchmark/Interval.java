package dev.detour.it.benchmark;

import java.util.Arrays;
import java.util.List;

/**
 * The median of what was measured, and between what the true one lies with 95 % probability: by the ranks of the values
 * (the sign test), which asks nothing of how noise is distributed. With fewer than six rounds it goes from the least to
 * the largest, and that is less certain: 94 % for five, 75 % for three. With fewer than three it decides nothing.
 */
record Interval(double low, double middle, double high, int rounds) {
    private static final double DOUBT = 0.05;
    private static final int FEWEST = 3;
    private static final int MANY = 1_000;

    /** Standard deviations beyond which the doubt lies. */
    private static final double NORMAL = 1.96;

    /** From the least to the largest of so many is 97 %. */
    private static final int ENOUGH = 6;

    static Interval of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int cut = cut(sorted.length);
        return new Interval(sorted[cut], median(sorted), sorted[sorted.length - 1 - cut], sorted.length);
    }

    /**
     * Of as many JVMs: what differs from one to the next is in it, too. Each of them counts for one, however often it
     * was looked at: of enough of them the medians are what was measured. Of fewer it goes from the lowest of all
     * intervals to the highest.
     */
    static Interval around(List<Interval> intervals) {
        if (intervals.size() >= ENOUGH) {
            return of(intervals.stream().mapToDouble(Interval::middle).toArray());
        }
        return new Interval(
                intervals.stream().mapToDouble(Interval::low).min().orElseThrow(),
                median(intervals.stream().mapToDouble(Interval::middle).sorted().toArray()),
                intervals.stream().mapToDouble(Interval::high).max().orElseThrow(),
                intervals.size());
    }

    /** How many values may be left out at each end. Of many the binomial distribution is as good as normal. */
    private static int cut(int count) {
        if (count > MANY) {
            return (int) ((count - 1 - NORMAL * Math.sqrt(count)) / 2);
        }
        double probability = Math.pow(0.5, count); // of none below the median
        double below = probability;
        int cut = 0;
        for (int i = 1; i < count; i++) {
            probability = probability * (count - i + 1) / i;
            below += probability;
            if (2 * below > DOUBT) {
                break;
            }
            cut = i;
        }
        return cut;
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    Interval minus(double value) {
        return new Interval(low - value, middle - value, high - value, rounds);
    }

    /** Whether all of it is within, or all of it beyond, what is allowed. */
    Verdict against(double budget) {
        if (rounds < FEWEST) {
            return Verdict.UNDECIDED;
        }
        if (high <= budget) {
            return Verdict.MET;
        }
        return low > budget ? Verdict.NOT_MET : Verdict.UNDECIDED;
    }
}
