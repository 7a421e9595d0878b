package dev.detour.it.benchmark;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What each start has taken in each round. */
final class Measurements {
    private final Map<Start, List<ProcessTime>> times = new EnumMap<>(Start.class);

    void add(Start start, ProcessTime time) {
        times.computeIfAbsent(start, first -> new ArrayList<>()).add(time);
    }

    double[] of(Start start, ToDoubleFunction<ProcessTime> part) {
        return times.getOrDefault(start, List.of()).stream().mapToDouble(part).toArray();
    }

    double median(Start start, ToDoubleFunction<ProcessTime> part) {
        return Interval.of(of(start, part)).middle();
    }

    /** The budgets are of CPU time; by the clock nothing is promised. */
    List<Measure> measures(StartCost cost) {
        return List.of(
                measure("cpu", ProcessTime::cpu, cost, cost.limit),
                measure("wall", ProcessTime::wall, cost, Measure.NONE));
    }

    private Measure measure(String name, ToDoubleFunction<ProcessTime> part, StartCost cost, double budget) {
        double[] with = of(cost.subject, part);
        double[] without = of(cost.floor, part);
        double[] differences = IntStream.range(0, with.length)
                .mapToDouble(round -> with[round] - without[round])
                .toArray();
        return new Measure(
                name, "ms", 1, median(cost.floor, part), median(cost.subject, part), Interval.of(differences), budget);
    }
}
