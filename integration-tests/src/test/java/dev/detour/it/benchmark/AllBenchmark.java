package dev.detour.it.benchmark;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The start, the calls, calls in turn and side by side, with one summary at the end. Ends with 1 where some budget is
 * not met, else with 0.
 */
public final class AllBenchmark {
    private AllBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Summary summary = new Summary();
        StartupBenchmark.run(folder, summary);
        CallBenchmark.run(folder, summary);
        TurnsBenchmark.run(folder, summary);
        BesideBenchmark.run(folder, summary);
        System.exit(summary.end(folder));
    }
}
