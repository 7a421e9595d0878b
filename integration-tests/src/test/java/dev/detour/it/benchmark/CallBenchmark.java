package dev.detour.it.benchmark;

import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What a call costs, bare, with our agent, and with what one could take instead, in JVMs of their own that call a
 * server in this one, or in themselves. Prints a table for each contest and writes {@code calls.json}.
 *
 * <p>Of {@code -Ddetour.benchmark.only=TEXT} only the contests whose title contains it; {@code -Ddetour.releases} says
 * on which JDKs, {@code -Ddetour.benchmark.rounds} how often and {@code -Ddetour.benchmark.seconds} how long each time.
 */
final class CallBenchmark {
    private final Path folder;
    private final BenchmarkServers servers;

    private CallBenchmark(Path folder) throws IOException {
        this.folder = folder;
        servers = new BenchmarkServers(folder);
    }

    static void run(Path folder, Summary summary) throws IOException {
        new CallBenchmark(folder).run(summary);
    }

    private void run(Summary summary) throws IOException {
        RoundsFile file = new RoundsFile(folder.resolve("calls.json"));
        for (Jdk chosen : Jdks.chosen()) {
            for (Contest contest : Contest.all()) {
                Jdk jdk = Settings.isWanted(contest.title()) ? AbleJdk.of(chosen, contest, summary) : null;
                if (jdk != null) {
                    Standings standings = measure(contest, jdk);
                    print(contest, jdk, standings);
                    sum(contest, jdk, standings, summary);
                    file.add(contest, jdk, standings);
                }
            }
        }
        System.out.printf("%nAll rounds: %s%n", folder.resolve("calls.json"));
    }

    /** All rivals in every round, each time in another order: what else the machine does hits them alike. */
    private Standings measure(Contest contest, Jdk jdk) throws IOException {
        Standings standings = new Standings();
        List<Rival> order = new ArrayList<>(contest.rivals());
        for (int round = 0; round < contest.rounds(); round++) {
            Collections.shuffle(order);
            for (Rival rival : order) {
                standings.add(rival, new CallRun(contest, rival, folder).on(jdk, servers));
            }
        }
        return standings;
    }

    private static void print(Contest contest, Jdk jdk, Standings standings) {
        System.out.printf("%n%s (%s), median of %d rounds%n", contest.title(), jdk, contest.rounds());
        System.out.printf("  %-50s %12s %12s %12s %11s%n", "", "CPU", "heap", "time", "compilers");
        for (Rival rival : contest.rivals()) {
            System.out.printf(
                    Locale.ROOT,
                    "  %-50s %9.1f us %10.0f B %9.1f us %9.1f s",
                    rival.title,
                    standings.median(rival, Cost::cpu),
                    standings.median(rival, Cost::bytes),
                    standings.median(rival, Cost::time),
                    standings.median(rival, Cost::compilers));
            if (rival != Rival.BARE) {
                List<String> cells = standings.row(contest, jdk, rival).cells();
                System.out.print("  " + String.join("  ", cells.subList(3, cells.size())));
            }
            System.out.println();
        }
    }

    private static void sum(Contest contest, Jdk jdk, Standings standings, Summary summary) {
        for (Rival rival : contest.rivals()) {
            if (rival != Rival.BARE) {
                summary.add(standings.row(contest, jdk, rival));
            }
        }
    }
}
