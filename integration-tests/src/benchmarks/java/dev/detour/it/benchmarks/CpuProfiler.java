package dev.detour.it.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * CPU time of the whole process for an operation: all threads, those of the collector and of the client among them. Only
 * what the compilers take is left out, where the system tells it: it is spent once, not for each call, and told apart, in
 * seconds since the JVM began.
 */
public final class CpuProfiler implements InternalProfiler {
    private static final Path TASKS = Path.of("/proc/self/task");

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private long before;

    @Override
    public String getDescription() {
        return "CPU time of the process for an operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = nanos();
    }

    @Override
    public List<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double spent = nanos() - before;
        long operations = Math.max(1, result.getMetadata().getAllOps());
        return List.of(
                new CpuResult(spent / operations / 1_000),
                new ScalarResult("compilers", nanosOfCompilers() / 1e9, "s", AggregationPolicy.MAX));
    }

    private long nanos() {
        return system.getProcessCpuTime() - nanosOfCompilers();
    }

    /** The threads are named by HotSpot; the first number of a thread's {@code schedstat} is its CPU time. */
    private static long nanosOfCompilers() {
        long nanos = 0;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                if (Files.readString(task.resolve("comm")).matches("(?s)C[12] Compiler.*")) {
                    nanos += Long.parseLong(
                            Files.readString(task.resolve("schedstat")).split(" ", 2)[0]);
                }
            }
        } catch (IOException | NumberFormatException notTold) {
            return 0;
        }
        return nanos;
    }
}
