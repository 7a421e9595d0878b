package dev.detour.it.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.detour.it.benchmarks.ThreadTimes.Part;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * CPU time of this process between two moments: all threads, those of the collector and of the client among them, but
 * the one that asks. Left out, where the system tells it, is what the compilers take, which is spent once, and not for
 * each call.
 */
final class ProcessCpu {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final long before = SYSTEM.getProcessCpuTime();
    private final ThreadTimes threadsBefore = ThreadTimes.now();

    private ProcessCpu() {}

    /** Microseconds since a moment. */
    static final class Spent {
        final double all;
        /** Of it, by OkHttp's own threads. */
        final double upkeep;

        private Spent(double all, double upkeep) {
            this.all = all;
            this.upkeep = upkeep;
        }

        /** For each of so many calls. */
        Spent over(double made) {
            return new Spent(all / Math.max(1, made), upkeep / Math.max(1, made));
        }

        /** Both, for a program to read. */
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.3f %.3f", all, upkeep);
        }
    }

    /** From now on. */
    static ProcessCpu now() {
        return new ProcessCpu();
    }

    Spent spent() {
        if (threadsBefore.isEmpty()) {
            return new Spent((SYSTEM.getProcessCpuTime() - before) / 1_000.0, 0);
        }
        ThreadTimes now = ThreadTimes.after(threadsBefore);
        double upkeep = now.since(threadsBefore, Part.UPKEEP) / 1_000.0;
        return new Spent(now.since(threadsBefore, Part.ALL_ELSE) / 1_000.0 + upkeep, upkeep);
    }

    /** What the compilers took so far, in seconds: since the JVM began, but for threads of theirs that have ended. */
    static double secondsOfCompilers() {
        return ThreadTimes.now().sinceBegin(Part.COMPILERS) / 1e9;
    }
}
