package dev.detour.it.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.Command;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordingFile;

/**
 * What the agent adds to a call that no route matches, and a route to one that it matches, without outputs and with
 * every one, held against calls of the same JVM at whose hooks nobody is, in turn with them; and what a route costs by
 * hand, and retries and a breaker by a library, each in a JVM without the agent.
 *
 * <p>Of {@code -Ddetour.benchmark.only=TEXT} only those whose title contains it; {@code rounds} are JVMs,
 * {@code seconds} the time in each.
 */
final class TurnsBenchmark {
    /** JVMs for a row: each compiles a little otherwise. */
    private static final int JVMS = 3;

    /** Where it decides: so many that their medians are what was measured. */
    private static final int MANY_JVMS = 6;

    private static final double SECONDS = 20;

    /** A route that matches nothing that is called. */
    private static final String ELSEWHERE = "routes:\n  - {match: \"https://elsewhere.example.com\"}\n";

    private final Path folder;
    private final BenchmarkServers servers;

    private TurnsBenchmark(Path folder) throws IOException {
        this.folder = folder;
        this.servers = new BenchmarkServers(folder);
    }

    static void run(Path folder, Summary summary) throws IOException {
        new TurnsBenchmark(folder).run(summary);
    }

    private void run(Summary summary) throws IOException {
        for (Jdk jdk : Jdks.chosen()) {
            for (Turns turns : Turns.all()) {
                Jdk able = Settings.isWanted(turns.title()) ? AbleJdk.of(jdk, turns.title(), summary) : null;
                if (able != null) {
                    measure(turns, able, summary);
                }
            }
        }
    }

    private void measure(Turns turns, Jdk jdk, Summary summary) throws IOException {
        for (Rival rival : turns.rivals()) {
            if (Settings.isWanted(rival)) {
                Row row = measured(turns, rival, jdk);
                System.out.println(String.join(" | ", row.cells()));
                summary.add(row);
            }
        }
    }

    private Row measured(Turns turns, Rival rival, Jdk jdk) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (int jvm = 0; jvm < Settings.rounds(turns.isPlainCall() ? MANY_JVMS : JVMS); jvm++) {
            Row row = new Row(jdk.toString(), turns.title(), title(rival), measures(turns, rival, jdk));
            System.out.println("one JVM: " + String.join(" | ", row.cells()));
            rows.add(row);
        }
        return Row.around(rows);
    }

    private static String title(Rival rival) {
        return switch (rival) {
            case UNMATCHED, ROUTED, ALL_OUTPUTS -> rival.title + ", over nobody at the hooks";
            default -> rival.title;
        };
    }

    private List<Measure> measures(Turns turns, Rival rival, Jdk jdk) throws IOException {
        return switch (rival) {
            case UNMATCHED -> measures(turns, hooked(turns, rival, ELSEWHERE, jdk), CallBudget.UNMATCHED);
            case ROUTED ->
                measures(
                        turns,
                        hooked(turns, rival, routes(turns), jdk),
                        turns.streamed() ? CallBudget.STREAM : CallBudget.ROUTED);
            case ALL_OUTPUTS -> measures(turns, allTold(turns, jdk), CallBudget.ALL_OUTPUTS);
            default -> measures(turns, byHand(turns, rival, jdk), CallBudget.NONE);
        };
    }

    private static List<Measure> measures(Turns turns, Pairs pairs, CallBudget budget) {
        List<Measure> measures = new ArrayList<>();
        if (turns.streamed()) {
            measures.add(pairs.throughput(budget.throughput()));
        }
        measures.add(pairs.measure("cpu", "µs", 1, Cost::cpu, budget.cpu()));
        if (turns.client().hasUpkeep(turns.style())) {
            measures.add(pairs.measure("upkeep", "µs", 1, Cost::upkeep, Measure.NONE));
        }
        measures.add(pairs.measure("heap", "B", 0, Cost::bytes, budget.bytes()));
        // Of calls that wait for each other's CPU the time is not one call's own.
        measures.add(pairs.measure("time", "µs", 1, Cost::time, turns.threads() == 1 ? budget.cpu() : Measure.NONE));
        return measures;
    }

    private Pairs byHand(Turns turns, Rival rival, Jdk jdk) throws IOException {
        return pairs(turns, jdk, List.of(), "call" + rival.suffix);
    }

    /** Whether a call is routed, and told of, depends on whether the agent is at its hooks. */
    private Pairs hooked(Turns turns, Rival rival, String routes, Jdk jdk) throws IOException {
        List<String> agent = new ArrayList<>(new AgentOptions(folder, rival).detour(routes));
        agent.add("-Ddetour.benchmark.hooks=true");
        return pairs(turns, jdk, agent, turns.method());
    }

    private Pairs allTold(Turns turns, Jdk jdk) throws IOException {
        Path recording = AgentOptions.recording(folder, Rival.ALL_OUTPUTS);
        Files.deleteIfExists(recording);
        Pairs pairs = hooked(turns, Rival.ALL_OUTPUTS, routes(turns), jdk);
        assertThat(recordedCalls(recording)).as("what every output has told of").isGreaterThan(pairs.count());
        return pairs;
    }

    private static long recordedCalls(Path recording) throws IOException {
        long calls = 0;
        try (RecordingFile recorded = new RecordingFile(recording)) {
            while (recorded.hasMoreEvents()) {
                if (recorded.readEvent().getEventType().getName().equals("dev.detour.Call")) {
                    calls++;
                }
            }
        }
        return calls;
    }

    private Pairs pairs(Turns turns, Jdk jdk, List<String> agent, String second) throws IOException {
        List<String> words = new ArrayList<>(List.of(jdk.java().toString(), "-Xms512m", "-Xmx512m"));
        words.addAll(agent);
        words.addAll(servers.options(turns.style()));
        words.add("-Ddetour.benchmark.urls=" + origin(turns) + "/v1" + turns.target());
        words.addAll(List.of("-cp", CallRun.classPath(), "dev.detour.it.benchmarks.InTurn"));
        words.addAll(List.of(turns.client().calls, turns.method(), second));
        words.add(Integer.toString(turns.threads()));
        words.add(Double.toString(Settings.seconds(SECONDS)));
        Command.Result result = Command.run(Map.of(), words);
        boolean complaint = result.err().stream().anyMatch(line -> line.startsWith("detour:"));
        if (result.status() != 0 || complaint) {
            throw new AssertionError(words + ": " + result);
        }
        Pairs pairs = new Pairs();
        result.out().stream()
                .map(line -> line.split(" ", -1))
                .forEach(costs -> pairs.add(cost(costs, 0), cost(costs, 4)));
        return pairs;
    }

    private String origin(Turns turns) {
        return servers.scheme(turns.style()) + "://127.0.0.1:" + servers.port(turns.style());
    }

    private String routes(Turns turns) {
        String origin = origin(turns);
        return "routes:\n  - match: \"" + origin + "/v1\"\n    to: \"" + origin
                + "/gateway/v1\"\n    headers: {x-api-key: another}\n";
    }

    private static Cost cost(String[] costs, int from) {
        return new Cost(
                Double.parseDouble(costs[from]),
                Double.parseDouble(costs[from + 1]),
                Double.parseDouble(costs[from + 2]),
                Double.parseDouble(costs[from + 3]),
                0);
    }
}
