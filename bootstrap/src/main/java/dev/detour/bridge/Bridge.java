package dev.detour.bridge;

import java.util.function.BiFunction;

/**
 * What instrumented code calls: the one class of ours that lives beside the JDK's own.
 *
 * <p>The build renames it to {@code java.lang.DetourBridge2}, because a class there is visible to the JDK's HTTP client
 * and to every application loader alike; the agent defines it once, when the first class of interest is transformed. It
 * stays behind, inert, after a detach and is found again by the next attach: its shape must therefore never change
 * under the same name. Change it, and raise the number in the build.
 */
public final class Bridge {
    /** The agent's side of each hook, by the hook's number; null while no agent is attached. */
    public static volatile BiFunction<Object, Object, Object>[] hooks;

    private Bridge() {}

    /**
     * Calls the agent's side of a hook. Throws only what the hook's owner throws on purpose.
     *
     * @param hook the hook's number
     * @param subject what the hook is about
     * @param more what else it is told: one thing, an array of several, or null. Most calls come by here several times, and
     *     an array for each would be most of what they cost.
     * @return what the hook answers; null where no agent is attached or where the instrumented method is to go on
     */
    public static Object call(int hook, Object subject, Object more) {
        BiFunction<Object, Object, Object>[] current = hooks;
        return current == null ? null : current[hook].apply(subject, more);
    }
}
