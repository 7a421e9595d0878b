package dev.detour.it.soak;

import dev.detour.it.children.Growth;
import dev.detour.it.programs.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the JVM holds, measured again and again while nothing is under way. */
final class Vitals {
    /** Rounds, each of which takes the agent out and puts it in again. */
    static final int JUDGED_FROM = 12;

    static final List<String> ALL = List.of("heap", "metaspace", "classes", "live", "files", "sockets");

    private final List<Map<String, Long>> measured = new ArrayList<>();

    void add(Fields footprint) {
        Map<String, Long> values = new LinkedHashMap<>();
        for (String name : ALL) {
            String value = footprint.get(name);
            if (value != null) {
                values.put(name, Long.valueOf(value));
            }
        }
        measured.add(values);
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
        List<Double> slopes = new ArrayList<>();
        for (int from = settled(); from < measured.size(); from++) {
            for (int to = from + 1; to < measured.size(); to++) {
                slopes.add((value(to, name) - value(from, name)) / (double) (to - from));
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

    List<Map<String, Long>> all() {
        return measured;
    }
}
