package dev.detour.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What many JVMs do to an origin that is down, and to themselves; the guide shows the picture of it. */
class OutageTest {
    private static final double CAPACITY = 13_000;
    private static final long OUTAGE = 30_000;
    private static final long BACK = 60_000;
    private static final long RECOVERED = 90_000;

    @Test
    @Tag("matrix")
    void repeats_neither_pile_up_in_an_outage_nor_hold_up_the_recovery() throws IOException {
        Map<SimulatedPolicy, OutageFigures> figures = new EnumMap<>(SimulatedPolicy.class);
        for (SimulatedPolicy policy : SimulatedPolicy.values()) {
            figures.put(policy, outage(policy));
        }
        System.out.println(OutageFigures.table(figures));

        OutageFigures none = Objects.requireNonNull(figures.get(SimulatedPolicy.NO_AGENT));
        OutageFigures sdk = Objects.requireNonNull(figures.get(SimulatedPolicy.SDK));
        OutageFigures detour = Objects.requireNonNull(figures.get(SimulatedPolicy.DETOUR));
        assertThat(detour.peakLoadFrom(BACK / 1000)).isLessThan(sdk.peakLoadFrom(BACK / 1000));
        assertThat(detour.sendsPerCall()).isLessThan(sdk.sendsPerCall());
        assertThat(detour.secondsToRecovery()).isLessThan(sdk.secondsToRecovery());
        assertThat(detour.failed()).isLessThan(none.failed());
        assertPicture(OutagePicture.of(figures));
    }

    private static OutageFigures outage(SimulatedPolicy policy) {
        SimulatedOrigin origin = new SimulatedOrigin(CAPACITY, OUTAGE, BACK, RECOVERED);
        SimulatedFleet fleet = new SimulatedFleet(10_000, origin, Duration.ofSeconds(150), 1);
        fleet.run(policy.callers(fleet));
        return new OutageFigures(fleet, (int) (OUTAGE / 1000), (int) (BACK / 1000));
    }

    @Test
    void an_outage_without_end_gets_one_and_a_fifth_sends_a_call_in_the_long_run() {
        SimulatedOrigin origin = new SimulatedOrigin(CAPACITY, 0, Long.MAX_VALUE / 2, Long.MAX_VALUE / 2);
        SimulatedFleet fleet = new SimulatedFleet(1_000, origin, Duration.ofMinutes(2), 2);
        fleet.run(SimulatedPolicy.DETOUR.callers(fleet));

        // By then each JVM has used up the ten repeats that it may make at once.
        int from = 60;
        double calls =
                IntStream.range(from, 120).map(second -> fleet.calls[second]).sum();
        double sends =
                IntStream.range(from, 120).map(second -> fleet.sends[second]).sum();
        assertThat(sends / calls).isBetween(1.15, 1.2005);
    }

    /** Write it anew with {@code -Ddetour.pictures=write}. */
    private static void assertPicture(String svg) throws IOException {
        Path committed = Path.of("src/test/resources/outage.svg");
        if ("write".equals(System.getProperty("detour.pictures"))) {
            Files.writeString(committed, svg);
        }
        assertThat(Files.readString(committed)).isEqualTo(svg);
    }
}
