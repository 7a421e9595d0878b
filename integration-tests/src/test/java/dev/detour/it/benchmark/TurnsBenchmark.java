package dev.detour.it.benchmark;

import dev.detour.it.children.Command;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a route adds to a call, held against calls of the same JVM that no route matches, in turn with them; what a
 * route with every output on adds, held against the same agent with nothing to do, in turn by its configuration; and
 * what a route costs by hand, and retries and a breaker by a library, each in a JVM without the agent.
 *
 * <p>Of {@code -Ddetour.benchmark.only=TEXT} only those whose title contains it; {@code rounds} are JVMs,
 * {@code seconds} the time in each, of which there are five where the configuration is changed.
 */
final class TurnsBenchmark {
    /** Of turns in a second. */
    private static final double PAIRS = 6.7;

    /** JVMs for a row: each compiles a little otherwise. */
    private static final int JVMS = 3;

    private static final double SECONDS = 20;

    private static final Duration LONG_TURN = Duration.ofMillis(500);

    /** Of long turns, for each second: with the reloads that takes five. */
    private static final double LONG_PAIRS = 3;

    private static final String JDK = "JdkCalls";
    private static final String OKHTTP = "OkHttpCalls";

    private final Path folder;
    private final BenchmarkServers servers;

    /**
     * The same work, in two ways.
     *
     * @param title as it stands in the summary
     * @param client class of the calls in {@code dev.detour.it.benchmarks}
     * @param threads that call at once
     * @param style of the network
     */
    private record Turns(String title, String client, int threads, Contest.Style style) {
        /** For calls as most are made what one could take instead, too. */
        List<Rival> rivals() {
            List<Rival> rivals = new ArrayList<>(List.of(Rival.ROUTED, Rival.ALL_OUTPUTS, Rival.BY_HAND));
            if (threads == 1 && style == Contest.Style.PLAIN) {
                rivals.addAll(List.of(Rival.FAILSAFE, Rival.RESILIENCE4J));
            }
            return rivals;
        }

        /** OkHttp's own threads are there: without a network they are not, and the JDK's client has none such. */
        boolean hasUpkeep() {
            return client.equals(OKHTTP) && style != Contest.Style.MEMORY;
        }

        static List<Turns> all() {
            List<Turns> all = new ArrayList<>();
            for (String client : List.of(JDK, OKHTTP)) {
                String name = (client.equals(JDK) ? "java.net.http" : "OkHttp") + " in turn: ";
                all.add(new Turns(
                        name + Contest.BUSY + " calls at once without a network",
                        client,
                        Contest.BUSY,
                        Contest.Style.MEMORY));
                all.add(new Turns(name + "one call", client, 1, Contest.Style.PLAIN));
                all.add(new Turns(name + "64 calls at once", client, 64, Contest.Style.PLAIN));
                all.add(new Turns(name + "HTTP/2 over TLS", client, 1, Contest.Style.HTTP_2));
            }
            return all;
        }
    }

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
        for (int jvm = 0; jvm < Settings.rounds(JVMS); jvm++) {
            Row row = new Row(jdk.toString(), turns.title(), title(rival), measures(turns, rival, jdk));
            System.out.println("one JVM: " + String.join(" | ", row.cells()));
            rows.add(row);
        }
        return Row.around(rows);
    }

    private static String title(Rival rival) {
        return switch (rival) {
            case ROUTED -> rival.title + ", over calls that are not";
            case ALL_OUTPUTS -> rival.title + ", over the agent with nothing to do";
            default -> rival.title;
        };
    }

    private List<Measure> measures(Turns turns, Rival rival, Jdk jdk) throws IOException {
        if (rival == Rival.ALL_OUTPUTS) {
            Pairs pairs = reloaded(turns, jdk);
            List<Measure> measures = new ArrayList<>(measures(turns, pairs, CallBudget.ALL_OUTPUTS));
            // Of calls that wait for each other's CPU the time is not one call's own.
            double time = turns.threads() == 1 ? CallBudget.ALL_OUTPUTS.cpu() : Measure.NONE;
            measures.add(pairs.measure("time", "µs", 1, Cost::time, time));
            return measures;
        }
        return measures(turns, pairs(turns, rival, jdk), rival == Rival.ROUTED ? CallBudget.ROUTED : CallBudget.NONE);
    }

    private static List<Measure> measures(Turns turns, Pairs pairs, CallBudget budget) {
        List<Measure> measures = new ArrayList<>();
        measures.add(pairs.measure("cpu", "µs", 1, Cost::cpu, budget.cpu()));
        if (turns.hasUpkeep()) {
            measures.add(pairs.measure("upkeep", "µs", 1, Cost::upkeep, Measure.NONE));
        }
        measures.add(pairs.measure("heap", "B", 0, Cost::bytes, budget.bytes()));
        return measures;
    }

    /** In longer turns, for a reload takes its time. */
    private Pairs reloaded(Turns turns, Jdk jdk) throws IOException {
        String origin = origin(turns);
        List<String> options = new ArrayList<>(servers.options(turns.style()));
        options.add("-Ddetour.benchmark.urls=" + origin + "/v1/messages");
        options.addAll(List.of("-cp", CallRun.classPath()));
        List<String> call = List.of(turns.client() + ".call", Integer.toString(turns.threads()));
        Pairs pairs = new Pairs();
        try (ReloadedJvm jvm = new ReloadedJvm(jdk, folder, routes(origin), options, call)) {
            jvm.warmUp();
            for (int pair = 0; pair < LONG_PAIRS * Settings.seconds(SECONDS); pair++) {
                jvm.addTo(pairs, LONG_TURN);
            }
        }
        return pairs;
    }

    private Pairs pairs(Turns turns, Rival rival, Jdk jdk) throws IOException {
        String origin = origin(turns);
        List<String> words = new ArrayList<>(List.of(jdk.java().toString(), "-Xms512m", "-Xmx512m"));
        if (rival.isOurs()) {
            words.addAll(new AgentOptions(folder, rival).detour(routes(origin)));
        }
        words.addAll(servers.options(turns.style()));
        words.add("-Ddetour.benchmark.urls=" + origin + "/v2/messages," + origin + "/v1/messages");
        words.addAll(List.of("-cp", CallRun.classPath(), "dev.detour.it.benchmarks.InTurn", turns.client()));
        words.addAll(List.of(
                "call" + rival.suffix,
                Integer.toString(turns.threads()),
                Long.toString(Math.round(PAIRS * Settings.seconds(SECONDS)))));
        Command.Result result = Command.run(Map.of(), words);
        boolean complaint = result.err().stream().anyMatch(line -> line.startsWith("detour:"));
        if (result.status() != 0 || complaint) {
            throw new AssertionError(turns + ", " + rival + ": " + result);
        }
        Pairs pairs = new Pairs();
        result.out().stream()
                .map(line -> line.split(" ", -1))
                .forEach(costs -> pairs.add(cost(costs, 0), cost(costs, 3)));
        return pairs;
    }

    private String origin(Turns turns) {
        return servers.scheme(turns.style()) + "://127.0.0.1:" + servers.port(turns.style());
    }

    private static String routes(String origin) {
        return "routes:\n  - match: \"" + origin + "/v1\"\n    to: \"" + origin
                + "/gateway/v1\"\n    headers: {x-api-key: another}\n";
    }

    /** The time is not measured in turns that are so short. */
    private static Cost cost(String[] costs, int from) {
        return new Cost(
                Double.parseDouble(costs[from]),
                Double.parseDouble(costs[from + 1]),
                Double.parseDouble(costs[from + 2]),
                0,
                0);
    }
}
