package dev.detour.it.benchmark;

import dev.detour.it.children.Command;
import dev.detour.it.children.DetourJar;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import dev.detour.it.servers.Answer;
import dev.detour.it.servers.Authority;
import dev.detour.it.servers.Gateway;
import dev.detour.it.servers.TirelessServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What a route adds to a call over loopback, held against calls of the same JVM that no route matches, in turn with them;
 * and what the same costs by hand, in a JVM without the agent. Prints the rows of the summary, and ends with 1 where some
 * budget is not met, else with 0. {@code -Ddetour.benchmark.only=TEXT}: only those whose title contains it.
 */
public final class TurnsBenchmark {
    /** Pairs of turns: a minute, in which the difference settles to a few per cent of a call. */
    private static final int PAIRS = 400;

    private final Path folder;
    private final TirelessServer server = TirelessServer.started();
    private final Gateway secure;
    private final Path trust;

    /**
     * The same work, in two ways.
     *
     * @param title as it stands in the summary
     * @param client class of the calls in {@code dev.detour.it.benchmarks}
     * @param threads that call at once
     */
    private record Turns(String title, String client, int threads, boolean http2) {
        static List<Turns> all() {
            List<Turns> all = new ArrayList<>();
            for (String client : List.of("JdkCalls", "OkHttpCalls")) {
                String name = (client.equals("JdkCalls") ? "java.net.http" : "OkHttp") + " in turn: ";
                all.add(new Turns(name + "one call", client, 1, false));
                all.add(new Turns(name + "64 calls at once", client, 64, false));
                all.add(new Turns(name + "HTTP/2 over TLS", client, 1, true));
            }
            return all;
        }
    }

    private TurnsBenchmark(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        Authority authority = Authority.named("Benchmark");
        this.secure = Gateway.tls(authority.server("localhost", "127.0.0.1").context());
        this.trust = authority.store(folder.resolve("turns.p12"), "PKCS12");
        secure.answer(Answer.text("{\"type\":\"message\",\"content\":\"Hello\"}"));
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Summary summary = new Summary();
        run(folder, summary);
        System.exit(summary.end(folder));
    }

    static void run(Path folder, Summary summary) throws IOException {
        new TurnsBenchmark(folder).run(summary);
    }

    private void run(Summary summary) throws IOException {
        ScheduledExecutorService forgetting = Executors.newSingleThreadScheduledExecutor();
        forgetting.scheduleWithFixedDelay(secure::forget, 1, 1, TimeUnit.SECONDS);
        try {
            for (Jdk jdk : Jdks.chosen()) {
                for (Turns turns : Turns.all()) {
                    for (Rival rival : List.of(Rival.ROUTED, Rival.BY_HAND)) {
                        if (Settings.isWanted(turns.title()) && Settings.isWanted(rival)) {
                            Row row = measured(turns, rival, jdk);
                            System.out.println(String.join(" | ", row.cells()));
                            summary.add(row);
                        }
                    }
                }
            }
        } finally {
            forgetting.shutdownNow();
        }
    }

    private Row measured(Turns turns, Rival rival, Jdk jdk) throws IOException {
        List<double[]> pairs = pairs(turns, rival, jdk);
        double[] without = pairs.stream().mapToDouble(pair -> pair[0]).toArray();
        double[] with = pairs.stream().mapToDouble(pair -> pair[1]).toArray();
        double[] differences =
                pairs.stream().mapToDouble(pair -> pair[1] - pair[0]).toArray();
        double budget = rival == Rival.ROUTED ? CallBudget.ROUTED.cpu() : Measure.NONE;
        Measure cpu = new Measure(
                "cpu",
                "µs",
                1,
                Interval.of(without).middle(),
                Interval.of(with).middle(),
                Interval.of(differences),
                budget);
        return new Row(jdk.toString(), turns.title(), rival.title, List.of(cpu));
    }

    private List<double[]> pairs(Turns turns, Rival rival, Jdk jdk) throws IOException {
        String origin =
                (turns.http2() ? "https" : "http") + "://127.0.0.1:" + (turns.http2() ? secure.port() : server.port());
        List<String> words = new ArrayList<>(List.of(jdk.java().toString(), "-Xms512m", "-Xmx512m"));
        if (rival == Rival.ROUTED) {
            words.add("-javaagent:" + DetourJar.path() + "=" + configuration(origin));
        }
        words.addAll(List.of(
                "-Djavax.net.ssl.trustStore=" + trust,
                "-Djavax.net.ssl.trustStorePassword=" + Authority.PASSWORD,
                "-Ddetour.benchmark.urls=" + origin + "/v2/messages," + origin + "/v1/messages",
                "-Ddetour.benchmark.version=" + (turns.http2() ? "HTTP_2" : "HTTP_1_1")));
        words.addAll(List.of("-cp", CallRun.classPath(), "dev.detour.it.benchmarks.InTurn", turns.client()));
        words.addAll(List.of(
                rival == Rival.BY_HAND ? "callByHand" : "call",
                Integer.toString(turns.threads()),
                Integer.toString(Settings.rounds(PAIRS))));
        Command.Result result = Command.run(Map.of(), words);
        boolean complaint = result.err().stream().anyMatch(line -> line.startsWith("detour:"));
        if (result.status() != 0 || complaint) {
            throw new AssertionError(turns + ", " + rival + ": " + result);
        }
        return result.out().stream().map(TurnsBenchmark::pair).toList();
    }

    private Path configuration(String origin) throws IOException {
        return Files.writeString(
                folder.resolve("detour-turns.yaml"),
                "routes:\n  - match: \"" + origin + "/v1\"\n    to: \"" + origin
                        + "/gateway/v1\"\n    headers: {x-api-key: another}\ntelemetry: {log: \"off\"}\n");
    }

    private static double[] pair(String line) {
        String[] costs = line.split(" ", -1);
        return new double[] {Double.parseDouble(costs[0]), Double.parseDouble(costs[1])};
    }
}
