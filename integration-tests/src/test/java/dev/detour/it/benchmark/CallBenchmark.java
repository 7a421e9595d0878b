package dev.detour.it.benchmark;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a call costs, bare, with our agent, and with what one could take instead, in JVMs of their own that call a server
 * in this one. Prints a table for each contest and writes {@code calls.json} into the folder that is its argument. Ends
 * with 0 where every budget is met, else with 1.
 *
 * <p>Of {@code -Ddetour.benchmark.only=TEXT} only the contests whose title contains it; {@code -Ddetour.releases} says
 * on which JDKs.
 */
public final class CallBenchmark {
    private static final int ROUNDS = Integer.getInteger("detour.benchmark.rounds", 5);
    private static final String ONLY = System.getProperty("detour.benchmark.only", "");

    private final Path folder;
    private final Authority authority = Authority.named("Benchmark");
    private final TirelessServer server = TirelessServer.started();
    private final Gateway secure =
            Gateway.tls(authority.server("localhost", "127.0.0.1").context());
    private final Path trust;

    private CallBenchmark(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        trust = authority.store(folder.resolve("trust.p12"), "PKCS12");
        secure.answer(Answer.text("{\"type\":\"message\",\"content\":\"Hello\"}"));
    }

    public static void main(String[] arguments) throws IOException {
        System.exit(new CallBenchmark(Path.of(arguments[0])).run());
    }

    private int run() throws IOException {
        boolean met = true;
        Map<Jdk, Map<Contest, Standings>> all = new LinkedHashMap<>();
        for (Jdk jdk : Jdks.chosen()) {
            Map<Contest, Standings> ofJdk = new LinkedHashMap<>();
            all.put(jdk, ofJdk);
            for (Contest contest : Contest.all()) {
                if (contest.title().contains(ONLY) && isPossible(contest, jdk)) {
                    Standings standings = measure(contest, jdk);
                    ofJdk.put(contest, standings);
                    met &= print(contest, jdk, standings);
                    write(all);
                }
            }
        }
        System.out.printf("%nAll rounds: %s%n", folder.resolve("calls.json"));
        return met ? 0 : 1;
    }

    private static boolean isPossible(Contest contest, Jdk jdk) {
        return jdk.release() >= (contest.style() == Contest.Style.VIRTUAL ? 21 : 17);
    }

    /** All rivals in every round, each time in another order: what else the machine does hits them alike. */
    private Standings measure(Contest contest, Jdk jdk) throws IOException {
        Standings standings = new Standings();
        List<Rival> order = new ArrayList<>(contest.rivals());
        for (int round = 0; round < ROUNDS; round++) {
            Collections.shuffle(order);
            for (Rival rival : order) {
                CallRun run = new CallRun(contest, rival, folder);
                standings.add(
                        rival,
                        contest.style() == Contest.Style.HTTP_2
                                ? run.on(jdk, "https", secure.port(), trust)
                                : run.on(jdk, "http", server.port(), trust));
                secure.forget();
            }
        }
        return standings;
    }

    private static boolean print(Contest contest, Jdk jdk, Standings standings) {
        System.out.printf("%n%s (%s), median of %d rounds%n", contest.title(), jdk, ROUNDS);
        System.out.printf("  %-34s %12s %10s %12s%n", "", "CPU", "heap", "time");
        boolean met = true;
        for (Rival rival : contest.rivals()) {
            Cost cost = standings.median(rival);
            System.out.printf(
                    Locale.ROOT,
                    "  %-34s %9.1f us %8.0f B %9.1f us",
                    rival.title,
                    cost.cpu(),
                    cost.bytes(),
                    cost.time());
            if (rival != Rival.BARE) {
                Cost added = standings.added(rival);
                System.out.printf(
                        Locale.ROOT,
                        "  %+7.1f us ± %.1f (%+.1f %%) %+7.0f B",
                        added.cpu(),
                        standings.spread(rival),
                        100 * added.cpu() / standings.median(Rival.BARE).cpu(),
                        added.bytes());
                met &= print(contest, rival, added);
            }
            System.out.println();
        }
        return met;
    }

    /** The budgets are of one call on a connection that stands. */
    private static boolean print(Contest contest, Rival rival, Cost added) {
        CallBudget budget = CallBudget.of(rival);
        if (budget == null || !contest.title().endsWith(": one call")) {
            return true;
        }
        System.out.printf(Locale.ROOT, "  budget %.0f us", budget.cpu);
        if (budget.bytes < Double.POSITIVE_INFINITY) {
            System.out.printf(Locale.ROOT, ", %.0f B", budget.bytes);
        }
        System.out.print(budget.isMet(added) ? "" : " NOT MET");
        return budget.isMet(added);
    }

    private void write(Map<Jdk, Map<Contest, Standings>> all) throws IOException {
        try (JsonGenerator out =
                new JsonFactory().createGenerator(folder.resolve("calls.json").toFile(), JsonEncoding.UTF8)) {
            out.useDefaultPrettyPrinter();
            out.writeStartArray();
            for (Map.Entry<Jdk, Map<Contest, Standings>> ofJdk : all.entrySet()) {
                for (Map.Entry<Contest, Standings> entry : ofJdk.getValue().entrySet()) {
                    write(out, ofJdk.getKey(), entry.getKey(), entry.getValue());
                }
            }
            out.writeEndArray();
        }
    }

    private static void write(JsonGenerator out, Jdk jdk, Contest contest, Standings standings) throws IOException {
        out.writeStartObject();
        out.writeNumberField("jdk", jdk.release());
        out.writeStringField("contest", contest.title());
        for (Rival rival : contest.rivals()) {
            out.writeArrayFieldStart(rival.name().toLowerCase(Locale.ROOT));
            for (Cost cost : standings.of(rival)) {
                out.writeStartObject();
                out.writeNumberField("cpu_us", cost.cpu());
                out.writeNumberField("heap_bytes", cost.bytes());
                out.writeNumberField("time_us", cost.time());
                out.writeEndObject();
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }
}
