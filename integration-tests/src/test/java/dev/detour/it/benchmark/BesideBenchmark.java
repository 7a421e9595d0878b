package dev.detour.it.benchmark;

import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a call over loopback costs with each rival, in JVMs that live side by side and are measured in turn, a second
 * each: whatever else the machine does in a minute hits all alike. What is left is by what each JVM compiled, and how
 * its threads wake each other: the bare one has a second beside it that shows how much that is. Prints a table for each
 * set of JVMs and writes {@code beside.json}.
 *
 * <p>Of {@code -Ddetour.benchmark.only=TEXT} only those whose title contains it; {@code rounds} are sets of JVMs,
 * {@code seconds} the time of each.
 */
final class BesideBenchmark {
    private static final int SETS = 3;
    private static final double SECONDS = 12;
    private static final Duration TURN = Duration.ofSeconds(1);

    private final Path folder;
    private final BenchmarkServers servers;

    private BesideBenchmark(Path folder) throws IOException {
        this.folder = folder;
        this.servers = new BenchmarkServers(folder);
    }

    static void run(Path folder, Summary summary) throws IOException {
        new BesideBenchmark(folder).run(summary);
    }

    private void run(Summary summary) throws IOException {
        RoundsFile file = new RoundsFile(folder.resolve("beside.json"));
        for (Jdk jdk : Jdks.chosen()) {
            for (Contest contest : Contest.beside()) {
                Jdk able = Settings.isWanted(contest.title()) ? AbleJdk.of(jdk, contest, summary) : null;
                if (able != null) {
                    measured(contest, able, file).forEach(summary::add);
                }
            }
        }
        System.out.printf("%nAll turns: %s%n", folder.resolve("beside.json"));
    }

    /** The rows, of all sets together. */
    private List<Row> measured(Contest contest, Jdk jdk, RoundsFile file) throws IOException {
        List<Standings> sets = new ArrayList<>();
        for (int set = 0; set < Settings.rounds(SETS); set++) {
            Standings standings = oneSet(contest, jdk);
            System.out.printf("%n%s (%s), set %d%n", contest.title(), jdk, set + 1);
            contest.rivals().forEach(rival -> print(rival, standings));
            file.add(contest, jdk, standings);
            sets.add(standings);
        }
        return contest.rivals().stream()
                .filter(rival -> rival != Rival.BARE)
                .map(rival -> Row.around(
                        sets.stream().map(set -> set.row(contest, jdk, rival)).toList()))
                .toList();
    }

    private static void print(Rival rival, Standings standings) {
        System.out.printf(
                Locale.ROOT,
                "  %-50s %9.1f us %10.0f B %9.1f us%n",
                rival.title,
                standings.median(rival, Cost::cpu),
                standings.median(rival, Cost::bytes),
                standings.median(rival, Cost::time));
    }

    /** What a call cost in each turn: of one JVM for each rival. */
    private Standings oneSet(Contest contest, Jdk jdk) throws IOException {
        try (IdleJvms jvms = new IdleJvms()) {
            for (Rival rival : shuffled(contest.rivals())) {
                List<String> words = new ArrayList<>(new CallRun(contest, rival, folder).jvm(jdk, servers));
                words.addAll(List.of(
                        "dev.detour.it.benchmarks.OnDemand",
                        contest.benchmark() + rival.suffix,
                        Integer.toString(contest.threads())));
                IdleJvm jvm = new IdleJvm(words, folder);
                jvms.add(rival, jvm);
                jvm.warmUp();
            }
            return inTurn(jvms.all());
        }
    }

    private static Standings inTurn(Map<Rival, IdleJvm> jvms) throws IOException {
        Standings standings = new Standings();
        for (int turn = 0; turn < Settings.seconds(SECONDS); turn++) {
            for (Map.Entry<Rival, IdleJvm> jvm : shuffled(jvms.entrySet())) {
                standings.add(jvm.getKey(), jvm.getValue().call(TURN));
            }
        }
        return standings;
    }

    private static <T> List<T> shuffled(Collection<T> all) {
        List<T> order = new ArrayList<>(all);
        Collections.shuffle(order);
        return order;
    }
}
