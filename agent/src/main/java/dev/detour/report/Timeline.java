package dev.detour.report;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What happened when: sums for each stretch of time and cause. The stretches are a second long at first, and grow as
 * more of them are needed than can be kept. Only those in which something happened take room.
 */
final class Timeline {
    /** Each divides the next, so that nothing has to be split. Seconds; at the end of them they double. */
    private static final long[] WIDTHS = {1, 5, 15, 60, 300, 900, 3_600, 10_800, 21_600, 43_200, 86_400, 604_800};

    private static final int MOST_STRETCHES = 2_000;
    private static final int MOST_CELLS = 50_000;

    private static final int MEASURES = Measure.values().length;

    private Map<Long, Stretch> stretches = new HashMap<>();
    private int cells;
    private int width;

    /** What happened in one stretch. */
    static final class Stretch {
        private final Map<Integer, long[]> cells = new TreeMap<>();
        private final Durations calls = new Durations();

        /** By the number of the cause, the sums by the place of the measure. */
        Map<Integer, long[]> cells() {
            return cells;
        }

        /** How long the calls took that ended in it. */
        Durations calls() {
            return calls;
        }
    }

    void add(long time, Cause cause, Measure measure, long count) {
        if (count > 0) {
            add(stretch(time), cause.number())[measure.place()] += count;
            widenIfNeeded();
        }
    }

    void ended(long time, long millis) {
        stretch(time).calls.add(millis);
        widenIfNeeded();
    }

    private Stretch stretch(long time) {
        return stretches.computeIfAbsent(Math.floorDiv(time, widthMillis()), start -> new Stretch());
    }

    private long[] add(Stretch stretch, int cause) {
        return stretch.cells.computeIfAbsent(cause, number -> {
            cells++;
            return new long[MEASURES];
        });
    }

    private void widenIfNeeded() {
        while (stretches.size() > MOST_STRETCHES || (cells > MOST_CELLS && stretches.size() > 1)) {
            widen();
        }
    }

    private void widen() {
        Map<Long, Stretch> narrow = stretches;
        long before = widthMillis();
        stretches = new HashMap<>();
        cells = 0;
        width++;
        narrow.forEach((start, from) -> {
            Stretch into = stretch(start * before);
            into.calls.add(from.calls);
            from.cells.forEach((cause, sums) -> {
                long[] sum = add(into, cause);
                for (int i = 0; i < sums.length; i++) {
                    sum[i] += sums[i];
                }
            });
        });
    }

    /** How long a stretch is. */
    long widthMillis() {
        int last = WIDTHS.length - 1;
        return 1_000 * (width <= last ? WIDTHS[width] : WIDTHS[last] << (width - last));
    }

    /** In the order of time, by the milliseconds since 1970 at which each starts. */
    Map<Long, Stretch> inOrder() {
        Map<Long, Stretch> byStart = new TreeMap<>();
        stretches.forEach((start, stretch) -> byStart.put(start * widthMillis(), stretch));
        return byStart;
    }

    /** The sum of each measure over all. */
    long[] totals() {
        long[] totals = new long[MEASURES];
        for (Stretch stretch : stretches.values()) {
            for (long[] sums : stretch.cells.values()) {
                for (int i = 0; i < sums.length; i++) {
                    totals[i] += sums[i];
                }
            }
        }
        return totals;
    }

    /** How long all calls took that ended. */
    Durations calls() {
        Durations all = new Durations();
        stretches.values().forEach(stretch -> all.add(stretch.calls));
        return all;
    }
}
