package dev.detour.it.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.Command;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jdk.jfr.consumer.RecordingFile;

/**
 * What the agent adds to a call that no route matches, and a route to one that it matches, without outputs and with
 * every one, held against calls of the same JVM at whose hooks nobody is, and against such whose caller takes the budget
 * itself, in turn with them; and what a route costs by hand, and retries and a breaker by a library, each in a JVM
 * without the agent.
 *
 * <p>Of {@code -Ddetour.benchmark.only=TEXT} only those whose title contains it; {@code rounds} are JVMs,
 * {@code seconds} the time in each.
 */
final class TurnsBenchmark {
    /** JVMs for a row: each compiles a little otherwise, and of so many their medians are what was measured. */
    private static final int JVMS = 6;

    private static final double SECONDS = 8;

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
                measured(turns, rival, jdk).forEach(summary::add);
            }
        }
    }

    private List<Row> measured(Turns turns, Rival rival, Jdk jdk) throws IOException {
        List<List<Row>> jvms = new ArrayList<>();
        for (int jvm = 0; jvm < Settings.rounds(JVMS); jvm++) {
            List<Row> rows = rows(turns, rival, jdk);
            print("one JVM: ", rows);
            jvms.add(rows);
        }
        List<Row> together = IntStream.range(0, jvms.get(0).size())
                .mapToObj(
                        of -> Row.around(jvms.stream().map(rows -> rows.get(of)).toList()))
                .toList();
        print("", together);
        return together;
    }

    private static void print(String prefix, List<Row> rows) {
        rows.forEach(row -> System.out.println(prefix + String.join(" | ", row.cells())));
    }

    private List<Row> rows(Turns turns, Rival rival, Jdk jdk) throws IOException {
        return switch (rival) {
            case UNMATCHED -> hooked(turns, rival, ELSEWHERE, CallBudget.UNMATCHED, jdk);
            case ROUTED ->
                hooked(turns, rival, routes(turns), turns.streamed() ? CallBudget.STREAM : CallBudget.ROUTED, jdk);
            case ALL_OUTPUTS -> allTold(turns, jdk);
            default -> byHand(turns, rival, jdk);
        };
    }

    private List<Row> byHand(Turns turns, Rival rival, Jdk jdk) throws IOException {
        List<List<Cost>> rounds = rounds(turns, jdk, List.of(), List.of(turns.method(), turns.method() + rival.suffix));
        return List.of(row(turns, rival.title, jdk, measures(turns, Pairs.of(rounds, 0, 1), CallBudget.NONE)));
    }

    private static Row row(Turns turns, String rival, Jdk jdk, List<Measure> measures) {
        return new Row(jdk.toString(), turns.title(), rival, measures);
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

    /** Whether a call is routed, and told of, depends on whether the agent is at its hooks. */
    private List<Row> hooked(Turns turns, Rival rival, String routes, CallBudget budget, Jdk jdk) throws IOException {
        List<String> agent = new ArrayList<>(new AgentOptions(folder, rival).detour(routes));
        agent.add("-Ddetour.benchmark.hooks=true");
        String call = turns.method();
        if (turns.streamed()) {
            List<List<Cost>> rounds = rounds(turns, jdk, agent, List.of(call, call));
            return List.of(overNobody(turns, rival, jdk, Pairs.of(rounds, 0, 1), budget));
        }
        List<List<Cost>> rounds = rounds(turns, jdk, agent, List.of(call, call + "+" + budget.cpuNanos(), call));
        return List.of(
                overNobody(turns, rival, jdk, Pairs.of(rounds, 0, 2), budget.withoutCpu()),
                row(
                        turns,
                        rival.title + ", over a caller that takes " + budget.cpuNanos() / 1_000 + " µs itself",
                        jdk,
                        overYardstick(turns, new Yardstick(rounds, budget.cpu()))));
    }

    private static Row overNobody(Turns turns, Rival rival, Jdk jdk, Pairs pairs, CallBudget budget) {
        return row(turns, rival.title + ", over nobody at the hooks", jdk, measures(turns, pairs, budget));
    }

    private static List<Measure> overYardstick(Turns turns, Yardstick yardstick) {
        return List.of(
                yardstick.measure("cpu", Cost::cpu, 0),
                yardstick.measure("time", Cost::time, turns.threads() == 1 ? 0 : Measure.NONE));
    }

    private List<Row> allTold(Turns turns, Jdk jdk) throws IOException {
        Path recording = AgentOptions.recording(folder, Rival.ALL_OUTPUTS);
        Files.deleteIfExists(recording);
        List<Row> rows = hooked(turns, Rival.ALL_OUTPUTS, routes(turns), CallBudget.ALL_OUTPUTS, jdk);
        assertThat(recordedCalls(recording))
                .as("what every output has told of")
                .isGreaterThan(rows.get(0).measures().get(0).cost().rounds());
        return rows;
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

    /** What a call cost in each way, for each time that all of them had their turn. */
    private List<List<Cost>> rounds(Turns turns, Jdk jdk, List<String> agent, List<String> ways) throws IOException {
        List<String> words = new ArrayList<>(List.of(jdk.java().toString(), "-Xms512m", "-Xmx512m"));
        words.addAll(agent);
        words.addAll(servers.options(turns.style()));
        words.add("-Ddetour.benchmark.urls=" + origin(turns) + "/v1" + turns.target());
        words.addAll(List.of("-cp", CallRun.classPath(), "dev.detour.it.benchmarks.InTurn", turns.client().calls));
        words.add(Integer.toString(turns.threads()));
        words.add(Double.toString(Settings.seconds(SECONDS)));
        words.addAll(ways);
        Command.Result result = Command.run(Map.of(), words);
        boolean complaint = result.err().stream().anyMatch(line -> line.startsWith("detour:"));
        if (result.status() != 0 || complaint) {
            throw new AssertionError(words + ": " + result);
        }
        return result.out().stream().map(TurnsBenchmark::costs).toList();
    }

    /** Of a line: four numbers for each way. */
    private static List<Cost> costs(String line) {
        double[] numbers = Arrays.stream(line.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        return IntStream.range(0, numbers.length / 4)
                .mapToObj(way -> cost(Arrays.copyOfRange(numbers, 4 * way, 4 * way + 4)))
                .toList();
    }

    private static Cost cost(double[] numbers) {
        return new Cost(numbers[0], numbers[1], numbers[2], numbers[3], 0);
    }

    private String origin(Turns turns) {
        return servers.scheme(turns.style()) + "://127.0.0.1:" + servers.port(turns.style());
    }

    private String routes(Turns turns) {
        String origin = origin(turns);
        return "routes:\n  - match: \"" + origin + "/v1\"\n    to: \"" + origin
                + "/gateway/v1\"\n    headers: {x-api-key: another}\n";
    }
}
