package dev.detour.it.soak;

import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Three applications in one JVM, each in a loader of its own, call as fast as they can into all faults of the laboratory
 * in random order, while the agent's configuration changes every few seconds, and the agent comes and goes; with every
 * output on, Flight Recorder's among them. On every JDK of {@code .ci/run} for some seconds, in which growth cannot be told;
 * {@code mvn -Psoak verify} for {@code -Ddetour.soak.minutes=30}. {@code -Ddetour.soak.seed=} repeats the draws of a run
 * (what races what is not repeated).
 */
@Tag("soak")
class SoakTest {
    private static final int MINUTES = Integer.getInteger("detour.soak.minutes", 0);

    @TempDir
    Path folder;

    static List<Jdk> jdks() {
        return Jdks.chosen();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void every_call_is_accounted_for_and_nothing_grows(Jdk jdk) throws Exception {
        String given = System.getProperty("detour.soak.seed", "");
        long seed = given.isBlank() ? new Random().nextLong() : Long.parseLong(given.trim());
        System.out.println("soak: " + jdk + ", -Ddetour.soak.seed=" + seed);
        Length length = MINUTES == 0 ? Length.SHORT : Length.minutes(MINUTES);
        try (Soak soak = new Soak(jdk, folder, seed, length)) {
            Ledger ledger = soak.ledger();
            try {
                soak.run();
            } finally {
                System.out.println(ledger.table());
                ledger.write();
            }
            ledger.check();
        }
    }
}
