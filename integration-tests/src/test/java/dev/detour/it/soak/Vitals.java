package dev.detour.it.soak;

import dev.detour.it.programs.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the JVM holds, measured again and again while nothing is under way. */
final class Vitals {
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

    /** The least of the first third, without the very first, when much is still to be loaded. */
    long early(String name) {
        int first = measured.size() < 3 ? 0 : 1;
        return least(name, first, Math.max(first + 1, measured.size() / 3));
    }

    long late(String name) {
        return least(name, measured.size() - Math.max(1, measured.size() / 3), measured.size());
    }

    private long least(String name, int from, int to) {
        return measured.subList(from, to).stream()
                .mapToLong(values -> values.getOrDefault(name, 0L))
                .min()
                .orElse(0);
    }

    List<Map<String, Long>> all() {
        return measured;
    }
}
