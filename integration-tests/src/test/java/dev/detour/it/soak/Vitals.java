package dev.detour.it.soak;

import dev.detour.it.children.Growth;
import dev.detour.it.programs.Fields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the JVM holds, measured again and again while nothing is under way. */
final class Vitals {
    /** Rounds, each of which takes the agent out and puts it in again. */
    static final int JUDGED_FROM = 12;

    static final List<String> ALL = List.of("heap", "metaspace", "classes", "live", "files", "sockets");

    private final List<Map<String, Long>> measured = new ArrayList<>();

    /** How many of each name, round by round. */
    private final List<Map<String, Long>> threads = new ArrayList<>();

    void add(Fields footprint) {
        Map<String, Long> values = new LinkedHashMap<>();
        for (String name : ALL) {
            String value = footprint.get(name);
            if (value != null) {
                values.put(name, Long.valueOf(value));
            }
        }
        measured.add(values);
        threads.add(footprint.list("threads").stream()
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toMap(words -> words[1], words -> Long.valueOf(words[0]))));
    }

    int size() {
        return measured.size();
    }

    /** What is loaded and cached once is there by then. */
    private int settled() {
        return measured.size() / 4;
    }

    long early(String name) {
        return measured.isEmpty() ? 0 : value(settled(), name);
    }

    long late(String name) {
        return measured.isEmpty() ? 0 : value(measured.size() - 1, name);
    }

    private long value(int round, String name) {
        return measured.get(round).getOrDefault(name, 0L);
    }

    /**
     * How much more there is with each round: the median of the slopes between any two rounds (Theil and Sen), which no
     * single round that was measured at a bad moment can move.
     */
    double slope(String name) {
        return slope(measured, name);
    }

    private double slope(List<Map<String, Long>> rounds, String name) {
        List<Double> slopes = new ArrayList<>();
        for (int from = settled(); from < rounds.size(); from++) {
            for (int to = from + 1; to < rounds.size(); to++) {
                long more =
                        rounds.get(to).getOrDefault(name, 0L) - rounds.get(from).getOrDefault(name, 0L);
                slopes.add(more / (double) (to - from));
            }
        }
        slopes.sort(null);
        return slopes.isEmpty() ? 0 : slopes.get(slopes.size() / 2);
    }

    /** What grows, a line each: a slope needs {@link #JUDGED_FROM} rounds to be more than noise. */
    List<String> growing() {
        if (measured.size() < JUDGED_FROM) {
            return List.of();
        }
        return ALL.stream()
                .filter(name -> slope(name) >= Growth.mostOfACycle(name))
                .map(name -> String.format(Locale.ROOT, "%s: %.1f more with each round", name, slope(name)))
                .toList();
    }

    /** What threads there are, by name, from the first round that counts to the last, those that change most at first. */
    List<String> threads() {
        return threads.stream()
                .flatMap(round -> round.keySet().stream())
                .distinct()
                .sorted(Comparator.comparingDouble((String name) -> -Math.abs(slope(threads, name)))
                        .thenComparing(Comparator.naturalOrder()))
                .map(this::thread)
                .toList();
    }

    private String thread(String name) {
        return String.format(
                Locale.ROOT,
                "%s: %d to %d, %.2f a round",
                name,
                threads.get(settled()).getOrDefault(name, 0L),
                threads.get(threads.size() - 1).getOrDefault(name, 0L),
                slope(threads, name));
    }

    Map<String, Long> measured(int round) {
        return measured.get(round);
    }

    /** By name. */
    Map<String, Long> threads(int round) {
        return threads.get(round);
    }
}
