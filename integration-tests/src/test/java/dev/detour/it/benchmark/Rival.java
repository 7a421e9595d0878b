package dev.detour.it.benchmark;

/** Who is between the program and the network in a measured call. */
enum Rival {
    BARE("nobody", ""),
    /** What two equal JVMs differ by. */
    BARE_AGAIN("nobody, in another JVM", ""),
    UNMATCHED("Detour, no route matches", ""),
    UNMATCHED_PATH("Detour, only another path of the host is routed", ""),
    ROUTED("Detour, routed", ""),
    ALL_OUTPUTS("Detour, routed, every output on", ""),
    /** What a route cannot cost less than: the client's own ways to do it, and nothing else. */
    BY_HAND("nobody, the call re-routed by hand", "ByHand"),
    /** What other code costs that a call runs through once. */
    PARSE("nobody, and java.time reads an instant after the call", "AndParse"),
    /** What time costs that the client's thread takes in the middle of a call. */
    HELD("nobody, and the client's thread takes 2 µs at the answer's head", "HeldAtHead"),
    /** What a recording costs by itself, which grows with the time that a call takes. */
    RECORDED("nobody, with Flight Recorder on", ""),
    OPENTELEMETRY("OpenTelemetry's agent", ""),
    FAILSAFE("Failsafe, by hand", "ByFailsafe"),
    RESILIENCE4J("Resilience4j, by hand", "ByResilience4j");

    final String title;
    /** What the benchmark's method is called beyond its plain name. */
    final String suffix;

    Rival(String title, String suffix) {
        this.title = title;
        this.suffix = suffix;
    }

    boolean isOurs() {
        return compareTo(UNMATCHED) >= 0 && compareTo(ALL_OUTPUTS) <= 0;
    }
}
