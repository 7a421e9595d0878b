package dev.detour.it.benchmark;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What the rivals of one contest have cost, round by round. */
final class Standings {
    private final Map<Rival, List<Cost>> costs = new EnumMap<>(Rival.class);

    void add(Rival rival, Cost cost) {
        costs.computeIfAbsent(rival, first -> new ArrayList<>()).add(cost);
    }

    List<Cost> of(Rival rival) {
        return List.copyOf(costs.getOrDefault(rival, List.of()));
    }

    Cost median(Rival rival) {
        return median(of(rival));
    }

    /** What a rival adds: the median of the rounds' differences, in which slow drift cancels out. */
    Cost added(Rival rival) {
        return median(differences(rival));
    }

    /** The largest distance of a round's difference from their median, in microseconds of CPU time. */
    double spread(Rival rival) {
        double middle = added(rival).cpu();
        return differences(rival).stream()
                .mapToDouble(difference -> Math.abs(difference.cpu() - middle))
                .max()
                .orElse(0);
    }

    private List<Cost> differences(Rival rival) {
        List<Cost> left = of(rival);
        List<Cost> right = of(Rival.BARE);
        return IntStream.range(0, left.size())
                .mapToObj(round -> left.get(round).minus(right.get(round)))
                .toList();
    }

    private static Cost median(List<Cost> all) {
        return new Cost(median(all, Cost::cpu), median(all, Cost::bytes), median(all, Cost::time));
    }

    private static double median(List<Cost> all, ToDoubleFunction<Cost> part) {
        double[] sorted = all.stream().mapToDouble(part).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
