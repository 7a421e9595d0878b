package dev.detour.it.benchmark;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.detour.it.children.DetourJar;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * CPU time of a JVM's start, without an agent, with one that does nothing, and with ours, on each JDK that is found.
 * Prints a table and writes {@code startup.json} into the folder that is its argument. Ends with 0 where every budget is
 * met, 1 where one is not, 2 where this system cannot measure it.
 */
public final class StartupBenchmark {
    private static final int ROUNDS = Integer.getInteger("detour.benchmark.rounds", 21);

    private final Path folder;
    private final Path empty;
    private final Path capable;
    private final Path configuration;

    private StartupBenchmark(Path folder) throws IOException {
        this.folder = folder;
        empty = EmptyAgent.make(folder.resolve("empty-agent"), false);
        capable = EmptyAgent.make(folder.resolve("capable-agent"), true);
        configuration = Files.writeString(folder.resolve("detour.yaml"), """
                routes:
                  - match: https://api.vendor.test
                    to: http://127.0.0.1:9/gateway
                    credentials: strip
                    headers: {x-api-key: key}
                """);
    }

    public static void main(String[] arguments) throws IOException {
        System.exit(new StartupBenchmark(Path.of(arguments[0])).run());
    }

    private int run() throws IOException {
        try {
            CpuTime.of(List.of("true"));
        } catch (UncheckedIOException | AssertionError noBash) {
            System.out.println("CPU time of a process cannot be measured here, bash is needed for it: " + noBash);
            return 2;
        }
        Map<Jdk, Measurements> all = new LinkedHashMap<>();
        boolean met = true;
        for (Jdk jdk : Jdks.all()) {
            Measurements measured = measure(jdk);
            all.put(jdk, measured);
            met &= print(jdk, measured);
        }
        write(all);
        return met ? 0 : 1;
    }

    /** All starts in every round, each time in another order: what else the machine does hits them alike. */
    private Measurements measure(Jdk jdk) {
        Measurements measured = new Measurements();
        List<Start> order = new ArrayList<>(Arrays.asList(Start.values()));
        order.forEach(start -> CpuTime.of(command(jdk, start))); // files get into the page cache
        for (int round = 0; round < ROUNDS; round++) {
            Collections.shuffle(order);
            order.forEach(start -> measured.add(start, CpuTime.of(command(jdk, start))));
        }
        return measured;
    }

    /** The JVM as a user starts it, with its own choice of collector and compilers. */
    private List<String> command(Jdk jdk, Start start) {
        List<String> words = new ArrayList<>(List.of(jdk.java().toString()));
        switch (start.agent) {
            case NONE -> {}
            case EMPTY -> words.add("-javaagent:" + empty);
            case CAPABLE -> words.add("-javaagent:" + capable);
            case DETOUR -> words.add("-javaagent:" + DetourJar.path());
            case CONFIGURED -> words.add("-javaagent:" + DetourJar.path() + "=" + configuration);
        }
        words.addAll(List.of("-cp", System.getProperty("detour.programs"), start.program.getName()));
        return words;
    }

    private static boolean print(Jdk jdk, Measurements measured) {
        System.out.printf("%n%s, CPU time of a start, median of %d rounds%n", jdk, ROUNDS);
        for (Start start : Start.values()) {
            System.out.printf(Locale.ROOT, "  %-62s %7.1f ms%n", start.title, measured.median(start));
        }
        boolean met = true;
        for (Budget budget : Budget.values()) {
            double cost = measured.difference(budget.subject, budget.floor);
            met &= cost <= budget.limit;
            System.out.printf(
                    Locale.ROOT,
                    "  %-62s %+7.1f ms  budget %+.0f ms  margin %.1f ms%s%n",
                    budget.title,
                    cost,
                    budget.limit,
                    budget.limit - cost,
                    cost <= budget.limit ? "" : "  NOT MET");
        }
        return met;
    }

    private void write(Map<Jdk, Measurements> all) throws IOException {
        Path file = folder.resolve("startup.json");
        try (JsonGenerator out = new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
            out.useDefaultPrettyPrinter();
            out.writeStartArray();
            for (Map.Entry<Jdk, Measurements> entry : all.entrySet()) {
                write(out, entry.getKey(), entry.getValue());
            }
            out.writeEndArray();
        }
        System.out.printf("%nAll times: %s%n", file);
    }

    private static void write(JsonGenerator out, Jdk jdk, Measurements measured) throws IOException {
        out.writeStartObject();
        out.writeNumberField("jdk", jdk.release());
        out.writeObjectFieldStart("cpu_ms");
        for (Start start : Start.values()) {
            out.writeFieldName(start.name().toLowerCase(Locale.ROOT));
            double[] times =
                    measured.of(start).stream().mapToDouble(Double::doubleValue).toArray();
            out.writeArray(times, 0, times.length);
        }
        out.writeEndObject();
        out.writeObjectFieldStart("budgets");
        for (Budget budget : Budget.values()) {
            out.writeObjectFieldStart(budget.name().toLowerCase(Locale.ROOT));
            out.writeNumberField("cost_ms", measured.difference(budget.subject, budget.floor));
            out.writeNumberField("limit_ms", budget.limit);
            out.writeEndObject();
        }
        out.writeEndObject();
        out.writeEndObject();
    }
}
