package dev.detour.fuzz;

/** What Jazzer calls, with one input after the other. */
public final class Fuzzed {
    /** The property that names the target. */
    static final String PLACE = "detour.fuzz.place";

    private static final Bounds BOUNDS =
            Bounds.ofSlowed(Targets.valueOf(System.getProperty(PLACE, "")).make());

    private Fuzzed() {}

    /** By this name it is found. */
    public static void fuzzerTestOneInput(byte[] input) throws Throwable {
        BOUNDS.take(input);
    }
}
