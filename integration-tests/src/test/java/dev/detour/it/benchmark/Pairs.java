package dev.detour.it.benchmark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

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

    /**
     * Two of several ways.
     *
     * @param rounds what a call cost in each way
     */
    static Pairs of(List<List<Cost>> rounds, int without, int with) {
        Pairs pairs = new Pairs();
        rounds.forEach(round -> pairs.add(round.get(without), round.get(with)));
        return pairs;
    }

    void add(Cost without, Cost with) {
        all.add(new Pair(without, with));
    }

    /** Of the calmer half. */
    Measure measure(String name, String unit, int decimals, ToDoubleFunction<Cost> part, double budget) {
        List<Pair> calm = calm();
        return new Measure(
                name,
                unit,
                decimals,
                of(calm, pair -> part.applyAsDouble(pair.without())).middle(),
                of(calm, pair -> part.applyAsDouble(pair.with())).middle(),
                of(calm, pair -> pair.difference(part)),
                budget);
    }

    /** Of the calmer half, in percent of what passes in the first way; the cost is what is lost of it. */
    Measure throughput(double budget) {
        Interval lost = of(
                calm(), pair -> 100 * (1 - pair.without().time() / pair.with().time()));
        return new Measure("throughput", "%", 2, 100, 100 - lost.middle(), lost, budget);
    }

    /**
     * While others have the machine, a call costs twice as much, and so does what chance adds. How calm it was is told by
     * the pairs before and after: by its own cost, a pair would be chosen for what it shows.
     */
    private List<Pair> calm() {
        return IntStream.range(0, all.size())
                .boxed()
                .sorted(Comparator.comparingDouble(this::around))
                .limit((all.size() + 1) / 2)
                .map(all::get)
                .toList();
    }

    /** What the neighbours of a pair cost. */
    private double around(int index) {
        return IntStream.of(index - 1, index + 1)
                .filter(neighbour -> neighbour >= 0 && neighbour < all.size())
                .mapToDouble(neighbour -> all.get(neighbour).together())
                .average()
                .orElse(0);
    }

    private static Interval of(List<Pair> pairs, ToDoubleFunction<Pair> part) {
        return Interval.of(pairs.stream().mapToDouble(part).toArray());
    }
}
