package dev.detour.it.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What a call took. */
final class Taken {
    private final double cpu;
    private final double upkeep;
    private final double bytes;
    private final double time;

    /**
     * Of one call.
     *
     * @param cpu microseconds of all threads that count
     * @param upkeep microseconds of it that OkHttp's own threads took
     * @param bytes on the heap
     * @param time microseconds by the clock
     */
    Taken(double cpu, double upkeep, double bytes, double time) {
        this.cpu = cpu;
        this.upkeep = upkeep;
        this.bytes = bytes;
        this.time = time;
    }

    /** Of each quantity for itself. */
    static Taken median(List<Taken> all) {
        return new Taken(
                median(all, taken -> taken.cpu),
                median(all, taken -> taken.upkeep),
                median(all, taken -> taken.bytes),
                median(all, taken -> taken.time));
    }

    private static double median(List<Taken> all, ToDoubleFunction<Taken> part) {
        double[] sorted = all.stream().mapToDouble(part).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** All four, for a program to read. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f %.3f %.1f %.3f", cpu, upkeep, bytes, time);
    }
}
