package dev.detour.it.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * CPU time of this process: all threads, those of the collector and of the client among them. Only what the compilers
 * take is left out, where the system tells it: it is spent once, not for each call.
 */
final class ProcessCpu {
    private static final Path TASKS = Path.of("/proc/self/task");

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private ProcessCpu() {}

    static long nanos() {
        return SYSTEM.getProcessCpuTime() - nanosOfCompilers();
    }

    /** The threads are named by HotSpot; the first number of a thread's {@code schedstat} is its CPU time. */
    static long nanosOfCompilers() {
        long nanos = 0;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                nanos += nanosOfCompiler(task);
            }
        } catch (IOException notTold) {
            return 0;
        }
        return nanos;
    }

    /** 0 for any other thread, and for one that has ended meanwhile. */
    private static long nanosOfCompiler(Path task) {
        try {
            boolean compiles = Files.readString(task.resolve("comm")).matches("(?s)C[12] Compiler.*");
            return compiles
                    ? Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ", 2)[0])
                    : 0;
        } catch (IOException | NumberFormatException gone) {
            return 0;
        }
    }
}
