package dev.detour.it.benchmark;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** CPU times in milliseconds, one for each start and round. */
final class Measurements {
    private final Map<Start, List<Double>> times = new EnumMap<>(Start.class);

    void add(Start start, double time) {
        times.computeIfAbsent(start, first -> new ArrayList<>()).add(time);
    }

    List<Double> of(Start start) {
        return List.copyOf(times.getOrDefault(start, List.of()));
    }

    double median(Start start) {
        return median(of(start));
    }

    /** What one start takes over another: the median of the rounds' differences, in which slow drift cancels out. */
    double difference(Start subject, Start floor) {
        List<Double> left = of(subject);
        List<Double> right = of(floor);
        return median(IntStream.range(0, left.size())
                .mapToObj(round -> left.get(round) - right.get(round))
                .toList());
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
