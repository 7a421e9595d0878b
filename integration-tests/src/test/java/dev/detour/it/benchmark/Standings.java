package dev.detour.it.benchmark;

import dev.detour.it.children.Jdk;
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

    double median(Rival rival, ToDoubleFunction<Cost> part) {
        return Interval.of(of(rival).stream().mapToDouble(part).toArray()).middle();
    }

    Row row(Contest contest, Jdk jdk, Rival rival) {
        return new Row(jdk.toString(), contest.title(), rival.title, measures(contest, rival));
    }

    /** What a rival adds, against the budgets of its contest. */
    List<Measure> measures(Contest contest, Rival rival) {
        CallBudget budget = CallBudget.of(contest, rival);
        List<Measure> measures = new ArrayList<>();
        if (contest.work() == Contest.Work.STREAM) {
            measures.add(throughput(rival, budget.throughput()));
        }
        measures.add(added("cpu", "µs", 2, Cost::cpu, rival, budget.cpu()));
        if (contest.hasUpkeep()) {
            measures.add(added("upkeep", "µs", 2, Cost::upkeep, rival, Measure.NONE));
        }
        measures.add(added("heap", "B", 0, Cost::bytes, rival, budget.bytes()));
        return List.copyOf(measures);
    }

    private Measure added(
            String name, String unit, int decimals, ToDoubleFunction<Cost> part, Rival rival, double budget) {
        double[] differences = rounds(rival)
                .mapToDouble(round -> part.applyAsDouble(of(rival).get(round))
                        - part.applyAsDouble(of(Rival.BARE).get(round)))
                .toArray();
        return new Measure(
                name, unit, decimals, median(Rival.BARE, part), median(rival, part), Interval.of(differences), budget);
    }

    /** In percent of what there is without an agent; the cost is what is lost of it. */
    private Measure throughput(Rival rival, double budget) {
        double[] lost = rounds(rival)
                .mapToDouble(round -> 100
                        * (1
                                - of(Rival.BARE).get(round).time()
                                        / of(rival).get(round).time()))
                .toArray();
        Interval cost = Interval.of(lost);
        return new Measure("throughput", "%", 2, 100, 100 - cost.middle(), cost, budget);
    }

    private IntStream rounds(Rival rival) {
        return IntStream.range(0, of(rival).size());
    }
}
