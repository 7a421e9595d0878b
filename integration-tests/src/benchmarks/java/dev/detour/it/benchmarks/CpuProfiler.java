package dev.detour.it.benchmarks;

import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * {@link ProcessCpu} for an operation; and what the compilers took, told apart, in seconds since the JVM began.
 */
public final class CpuProfiler implements InternalProfiler {
    private long before;

    @Override
    public String getDescription() {
        return "CPU time of the process for an operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = ProcessCpu.nanos();
    }

    @Override
    public List<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double spent = ProcessCpu.nanos() - before;
        long operations = Math.max(1, result.getMetadata().getAllOps());
        return List.of(
                new CpuResult(spent / operations / 1_000),
                new ScalarResult("compilers", ProcessCpu.nanosOfCompilers() / 1e9, "s", AggregationPolicy.MAX));
    }
}
