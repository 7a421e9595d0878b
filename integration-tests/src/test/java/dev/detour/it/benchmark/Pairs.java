package dev.detour.it.benchmark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What a call cost in turns of two ways, one after the other in one JVM. */
final class Pairs {
    private final List<Pair> all = new ArrayList<>();

    /** Two turns that followed each other. */
    private record Pair(Cost without, Cost with) {
        double together() {
            return without.cpu() + with.cpu();
        }

        double difference(ToDoubleFunction<Cost> part) {
            return part.applyAsDouble(with) - part.applyAsDouble(without);
        }
    }

    void add(Cost without, Cost with) {
        all.add(new Pair(without, with));
    }

    /**
     * Of the calmer half: while others have the machine, a call costs twice as much, and so does what chance adds.
     * Which half that is goes by what both ways cost together, which says nothing of their difference.
     */
    Measure measure(String name, ToDoubleFunction<Cost> part, double budget) {
        List<Pair> calm = all.stream()
                .sorted(Comparator.comparingDouble(Pair::together))
                .limit((all.size() + 1) / 2)
                .toList();
        return new Measure(
                name,
                "µs",
                1,
                of(calm, pair -> part.applyAsDouble(pair.without())).middle(),
                of(calm, pair -> part.applyAsDouble(pair.with())).middle(),
                of(calm, pair -> pair.difference(part)),
                budget);
    }

    private static Interval of(List<Pair> pairs, ToDoubleFunction<Pair> part) {
        return Interval.of(pairs.stream().mapToDouble(part).toArray());
    }
}
