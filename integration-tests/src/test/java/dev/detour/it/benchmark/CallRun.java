package dev.detour.it.benchmark;

import dev.detour.it.children.Command;
import dev.detour.it.children.Jdk;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One JVM that measures one rival in one contest. */
final class CallRun {
    private final Contest contest;
    private final Rival rival;
    private final Path folder;

    CallRun(Contest contest, Rival rival, Path folder) {
        this.contest = contest;
        this.rival = rival;
        this.folder = folder;
    }

    /** Measures. */
    Cost on(Jdk jdk, BenchmarkServers servers) throws IOException {
        Path results = Files.createTempFile(folder, "jmh", ".csv");
        List<String> words = new ArrayList<>(jvm(jdk, servers));
        words.add("org.openjdk.jmh.Main");
        words.add("^dev\\.detour\\.it\\.benchmarks\\." + contest.benchmark().replace(".", "\\.") + rival.suffix + "$");
        words.addAll(List.of("-f", "0", "-bm", "avgt", "-tu", "us", "-t", Integer.toString(contest.threads())));
        words.addAll(times());
        words.addAll(List.of("-prof", "gc", "-prof", "dev.detour.it.benchmarks.CpuProfiler"));
        words.addAll(List.of("-foe", "true", "-rf", "csv", "-rff", results.toString()));
        Command.Result result = Command.run(Map.of(), words);
        List<String> rows = Files.readAllLines(results);
        Files.delete(results);
        // Where the agent complains it may not be there at all: that would be cheap.
        boolean complaint = result.err().stream().anyMatch(line -> line.startsWith("detour:"));
        if (result.status() != 0 || rows.size() < 2 || complaint) {
            throw new AssertionError(contest + ", " + rival + ": " + result);
        }
        return new Cost(
                score(rows, ":cpu"),
                score(rows, ":upkeep"),
                score(rows, ":gc.alloc.rate.norm"),
                score(rows.subList(1, 2), ""),
                score(rows, ":compilers"));
    }

    /** The JVM, with the rival in it, to which only the program is to be told. */
    List<String> jvm(Jdk jdk, BenchmarkServers servers) throws IOException {
        String scheme = servers.scheme(contest.style());
        int port = servers.port(contest.style());
        List<String> words = new ArrayList<>(List.of(jdk.java().toString(), "-Xms512m", "-Xmx512m"));
        words.addAll(agent(scheme, port));
        words.addAll(servers.options(contest.style()));
        words.add("-Ddetour.benchmark.urls=" + contest.urls(scheme, port));
        words.addAll(List.of("-cp", classPath()));
        return words;
    }

    /** The client is compiled by then, by a warm-up of the benchmark's own; what JMH wraps around it is not. */
    private List<String> times() {
        double seconds = Settings.seconds(isInMemory() ? 3 : 6);
        return List.of("-wi", "1", "-w", isInMemory() ? "15s" : "10s", "-i", "8", "-r", eighth(seconds));
    }

    private static String eighth(double seconds) {
        return Math.round(seconds * 125) + "ms";
    }

    private boolean isInMemory() {
        return contest.style() == Contest.Style.MEMORY;
    }

    /** The row of a secondary result ends its name so. */
    private static double score(List<String> rows, String name) {
        for (String row : rows) {
            String[] cells = row.split(",", -1);
            if (cells[0].replace("\"", "").endsWith(name) && !cells[4].equals("\"Score\"")) {
                return Double.parseDouble(cells[4]);
            }
        }
        throw new AssertionError("no " + name + " in " + rows);
    }

    private List<String> agent(String scheme, int port) throws IOException {
        AgentOptions options = new AgentOptions(folder, rival);
        return switch (rival) {
            case BARE, BARE_AGAIN, BY_HAND, PARSE, HELD, FAILSAFE, RESILIENCE4J -> List.of();
            case UNMATCHED -> options.detour("routes:\n" + others(contest.routes()));
            case UNMATCHED_PATH ->
                options.detour("routes:\n  - {match: \""
                        + contest.origins(scheme, port).findFirst().orElseThrow()
                        + "/elsewhere\", headers: {x-api-key: another}}\n");
            case ROUTED, ALL_OUTPUTS -> options.detour(routes(scheme, port));
            case RECORDED -> options.recorded();
            case OPENTELEMETRY -> OpenTelemetry.options();
        };
    }

    private static String others(int count) {
        StringBuilder routes = new StringBuilder();
        for (int i = 0; i < count; i++) {
            routes.append("  - {match: \"https://host-")
                    .append(i)
                    .append(".example.com\", to: \"https://gateway.example.com/")
                    .append(i)
                    .append("\", credentials: strip}\n");
        }
        return routes.toString();
    }

    /** The last matches all hosts that are called. */
    private String routes(String scheme, int port) {
        List<String> origins = contest.origins(scheme, port).toList();
        return "routes:\n" + others(contest.routes() - 1) + "  - match: [\"" + String.join("\", \"", origins) + "\"]\n"
                + "    headers: {x-api-key: another}\n" + way(origins);
    }

    /** Where the matched calls go: with many hosts where they went, for else there would be fewer connections. */
    private String way(List<String> origins) {
        String origin = origins.get(0);
        return switch (contest.work()) {
            case CALL, STREAM -> origins.size() > 1 ? "" : "    to: \"" + origin + "/gateway\"\n";
            // Handed back: what is measured is the call, not the wait.
            case FAILURES -> "    to: \"" + origin + "/gateway\"\n    retry: {attempts: 1}\n";
            case FAILOVER ->
                "    to: [\"" + origin + "/first\", \"" + origin + "/second\"]\n"
                        + "    retry: {attempts: 3, unsafe: always, backoff: 1ms..2ms}\n";
        };
    }

    static String classPath() {
        Path clients = Path.of(System.getProperty("detour.clients"));
        return String.join(
                File.pathSeparator,
                Path.of(System.getProperty("detour.sdkPrograms"), "benchmarks").toString(),
                clients.resolve("benchmarks").resolve("*").toString(),
                clients.resolve("okhttp-5.5.1").resolve("*").toString());
    }
}
