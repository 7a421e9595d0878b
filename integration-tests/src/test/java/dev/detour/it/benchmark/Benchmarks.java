package dev.detour.it.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Runs one of them, or all, with one summary at the end. Arguments: its name, or {@code All}; the folder for the files.
 * Ends with 1 where some budget is not met, with 2 where there is nothing of that name, else with 0.
 */
public final class Benchmarks {
    private static final String ALL = "All";

    /** Measures, and adds its rows to the summary. */
    private interface Benchmark {
        void run(Path folder, Summary summary) throws IOException;
    }

    private Benchmarks() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, Benchmark> benchmarks = benchmarks();
        String name = arguments[0];
        if (!name.equals(ALL) && !benchmarks.containsKey(name)) {
            System.err.println("no benchmark " + name + ": -Dbenchmark=" + ALL + " or one of " + benchmarks.keySet());
            System.exit(2);
        }
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        Summary summary = new Summary();
        for (Map.Entry<String, Benchmark> benchmark : benchmarks.entrySet()) {
            if (name.equals(ALL) || name.equals(benchmark.getKey())) {
                benchmark.getValue().run(folder, summary);
            }
        }
        System.exit(summary.end(folder));
    }

    private static Map<String, Benchmark> benchmarks() {
        Map<String, Benchmark> benchmarks = new LinkedHashMap<>();
        benchmarks.put("Startup", StartupBenchmark::run);
        benchmarks.put("Call", CallBenchmark::run);
        benchmarks.put("Turns", TurnsBenchmark::run);
        benchmarks.put("Beside", BesideBenchmark::run);
        return benchmarks;
    }
}
