package dev.detour.it.benchmarks;

import java.util.Collection;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.Aggregator;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;

/** CPU time of an operation in microseconds: the median of the iterations, for the machine has other work at times. */
final class CpuResult extends Result<CpuResult> {
    private static final long serialVersionUID = 1;

    CpuResult(double micros) {
        super(ResultRole.SECONDARY, "cpu", of(micros), "us/op", AggregationPolicy.AVG);
    }

    @Override
    protected Aggregator<CpuResult> getThreadAggregator() {
        return CpuResult::median;
    }

    @Override
    protected Aggregator<CpuResult> getIterationAggregator() {
        return CpuResult::median;
    }

    private static CpuResult median(Collection<CpuResult> results) {
        double[] sorted =
                results.stream().mapToDouble(CpuResult::getScore).sorted().toArray();
        int middle = sorted.length / 2;
        return new CpuResult(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }
}
