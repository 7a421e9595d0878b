package dev.detour.call;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** What a simulated outage came to. */
final class OutageFigures {
    /** Of what it was before. */
    private static final double RECOVERED = 0.99;

    private final SimulatedFleet fleet;
    private final int from;
    private final int to;
    private final double usual;

    /**
     * Of one run.
     *
     * @param from the second at which the origin went down
     * @param to the second at which it began to come back
     */
    OutageFigures(SimulatedFleet fleet, int from, int to) {
        this.fleet = fleet;
        this.from = from;
        this.to = to;
        this.usual = Arrays.stream(fleet.calls, 5, from).average().orElseThrow();
    }

    /** By second. */
    int[] sends() {
        return fleet.sends;
    }

    int outageFrom() {
        return from;
    }

    int outageTo() {
        return to;
    }

    /** Calls a second when all is well. */
    double usual() {
        return usual;
    }

    /** While the origin is down. */
    double sendsPerCall() {
        double sends = Arrays.stream(fleet.sends, from, to).sum();
        return sends / Arrays.stream(fleet.calls, from, to).sum();
    }

    /** The most sends of a second from this one on, as a multiple of the calls of a usual one. */
    double peakLoadFrom(long second) {
        return Arrays.stream(fleet.sends).skip(second).max().orElseThrow() / usual;
    }

    /** From the end of the outage until, for ten seconds on, next to no call failed. */
    int secondsToRecovery() {
        return IntStream.range(to, fleet.calls.length - 10)
                        .filter(second -> IntStream.range(second, second + 10).allMatch(this::isWell))
                        .findFirst()
                        .orElse(fleet.calls.length)
                - to;
    }

    private boolean isWell(int second) {
        int ended = fleet.answered[second] + fleet.failed[second];
        return fleet.answered[second] >= RECOVERED * ended;
    }

    long failed() {
        return Arrays.stream(fleet.failed).asLongStream().sum();
    }

    static String table(Map<SimulatedPolicy, OutageFigures> figures) {
        StringBuilder table = new StringBuilder(String.format(
                "%-14s %14s %10s %18s %14s %10s%n",
                "", "sends a call", "peak load", "peak at recovery", "s to recovery", "failed"));
        figures.forEach((policy, of) -> table.append(String.format(
                Locale.ROOT,
                "%-14s %14.2f %10.2f %18.2f %14d %10d%n",
                policy.label(),
                of.sendsPerCall(),
                of.peakLoadFrom(0),
                of.peakLoadFrom(of.to),
                of.secondsToRecovery(),
                of.failed())));
        return table.toString();
    }
}
