package dev.detour.it.benchmarks;

import java.lang.reflect.Field;

/**
 * The agent's hooks in this JVM's clients. Where nobody is at them it is as after a detach, but nothing else changes:
 * what is configured, recorded and compiled stays.
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

    /** The agent is at them from now on, or nobody. While no call is under way. */
    void set(boolean agent) {
        try {
            hooks.set(null, agent ? agents : null);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
