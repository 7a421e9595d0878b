package dev.detour.it.benchmarks;

import java.lang.reflect.Field;

/**
 * The agent's hooks in this JVM's clients. Nobody is at them in the first way, as after a detach, and the agent in the
 * second: nothing else changes, what is configured, recorded and compiled stays.
 */
final class Hooks {
    private static final boolean WANTED = Boolean.getBoolean("detour.benchmark.hooks");

    private final Field hooks;
    private final Object agents;

    /** Those that are there now. A call has been made. */
    Hooks() throws ReflectiveOperationException {
        hooks = Class.forName("java.lang.DetourBridge2").getField("hooks");
        agents = hooks.get(null);
    }

    /** Whether ways differ by them. */
    static boolean areWanted() {
        return WANTED;
    }

    /** While no call is under way. */
    void take(int way) {
        try {
            hooks.set(null, way == 0 ? null : agents);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
