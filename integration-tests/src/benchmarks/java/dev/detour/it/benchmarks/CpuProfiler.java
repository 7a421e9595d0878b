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
 * {@link ProcessCpu} for an operation, with the upkeep told apart; and what the compilers took, in seconds since the JVM
 * began.
 */
public final class CpuProfiler implements InternalProfiler {
    private ProcessCpu cpu = ProcessCpu.now();

    @Override
    public String getDescription() {
        return "CPU time of the process for an operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        cpu = ProcessCpu.now();
    }

    @Override
    public List<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        ProcessCpu.Spent spent = cpu.spent().over(result.getMetadata().getAllOps());
        return List.of(
                new CpuResult(spent.all),
                new ScalarResult("upkeep", spent.upkeep, "us", AggregationPolicy.AVG),
                new ScalarResult("compilers", ProcessCpu.secondsOfCompilers(), "s", AggregationPolicy.MAX));
    }
}
