package dev.detour.it.benchmarks;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** The JVM's own: until they are done, what is measured is not what will be. */
final class Compilers {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final int QUIET_LOOKS = 3;
    private static final int MOST_LOOKS = 60;

    /** Of the time by the clock; a few methods are compiled anew for ever. */
    private static final double QUIET = 0.05;

    private Compilers() {}

    /** What is done meanwhile, for so long. */
    interface Meanwhile {
        void go(Duration time) throws Exception;
    }

    /** Until they have been quiet for six seconds; two minutes at the most. */
    static void awaitQuiet(Meanwhile meanwhile) throws Exception {
        CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
        int quiet = 0;
        long before = compilers.getTotalCompilationTime();
        for (int look = 0; look < MOST_LOOKS && quiet < QUIET_LOOKS; look++) {
            meanwhile.go(LOOK);
            long now = compilers.getTotalCompilationTime();
            quiet = now - before < QUIET * LOOK.toMillis() ? quiet + 1 : 0;
            before = now;
        }
    }
}
