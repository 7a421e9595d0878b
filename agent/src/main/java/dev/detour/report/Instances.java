package dev.detour.report;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JVMs whose events are read; beyond the limit they are told as one. */
final class Instances {
    private static final int MOST = 500;

    private final Map<String, Instance> byName = new LinkedHashMap<>();

    Instance of(Told told) {
        String name =
                byName.size() < MOST || byName.containsKey(told.instance()) ? told.instance() : Causes.OTHER + "\n\n";
        return byName.computeIfAbsent(name, unknown -> new Instance(byName.size(), unknown));
    }

    /** By their numbers. */
    Collection<Instance> all() {
        return Collections.unmodifiableCollection(byName.values());
    }
}
