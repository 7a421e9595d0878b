package dev.detour.it.soak;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The agent's own counters, as {@code status} tells them. */
record Counters(Map<String, Long> counts, Map<String, Long> byKind) {
    private static final Pattern ENTRY = Pattern.compile("\"([a-z0-9_]+)\":(\\d+)");

    /** Of an agent that has just come. */
    static final Counters NONE = new Counters(Map.of(), Map.of());

    static Counters of(String status) {
        return new Counters(object(status, "counts"), object(status, "failures_by_code"));
    }

    private static Map<String, Long> object(String status, String name) {
        Matcher found = Pattern.compile("\"" + name + "\":\\{([^}]*)}").matcher(status);
        if (!found.find()) {
            throw new AssertionError("no " + name + " in " + status);
        }
        Map<String, Long> entries = new TreeMap<>();
        Matcher entry = ENTRY.matcher(found.group(1));
        while (entry.find()) {
            entries.put(entry.group(1), Long.valueOf(entry.group(2)));
        }
        return entries;
    }

    /** What has been counted since then. */
    Counters since(Counters before) {
        return new Counters(minus(counts, before.counts), minus(byKind, before.byKind));
    }

    private static Map<String, Long> minus(Map<String, Long> after, Map<String, Long> before) {
        Map<String, Long> difference = new TreeMap<>();
        after.forEach((name, count) -> {
            long more = count - before.getOrDefault(name, 0L);
            if (more != 0) {
                difference.put(name, more);
            }
        });
        return difference;
    }

    long count(String name) {
        return counts.getOrDefault(name, 0L);
    }
}
