package dev.detour.it.programs;

/** An application that never uses HTTP, for the benchmark of the start. */
public final class Idle {
    private Idle() {}

    public static void main(String[] arguments) {
        // Nothing: what is left is the JVM's own start, and the agent's.
    }
}
