package dev.detour.it.benchmark;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.github.tomakehurst.wiremock.WireMockServer;
import dev.detour.it.children.DetourJar;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * CPU time and time of a JVM's start, without an agent, with one that does nothing, with ours and with OpenTelemetry's.
 * Prints a table and writes {@code startup.json}; where this system cannot measure it, it says so.
 *
 * <p>Class data sharing was tried on JDK 17: an archive of the application that was made without the agent is used with
 * it, but holds none of the agent's classes. To dump with an agent takes {@code AllowArchivingWithJavaAgent}, which is
 * for tests only as the JVM says; so dumped, 337 of the agent's 523 classes came from the archive though they are of a
 * loader of its own, which saves CPU time, but is nothing to give to users.
 *
 * <p>{@code -Ddetour.releases} says on which JDKs, {@code -Ddetour.benchmark.rounds} how often, {@code
 * -Ddetour.benchmark.only=TEXT} which.
 */
final class StartupBenchmark {
    private static final int ROUNDS = Settings.rounds(11);

    private final Path folder;
    private final List<StartCost> costs = StartCost.wanted();
    private final Set<Start> starts = Start.of(costs);
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

    static void run(Path folder, Summary summary) throws IOException {
        if (StartCost.wanted().isEmpty()) {
            return;
        }
        try {
            ProcessTime.of(List.of("true"));
        } catch (UncheckedIOException | AssertionError noBash) {
            summary.note("CPU time of a process cannot be measured here, bash is needed for it: " + noBash);
            return;
        }
        new StartupBenchmark(folder).run(summary);
    }

    private void run(Summary summary) throws IOException {
        Map<Jdk, Measurements> all = new LinkedHashMap<>();
        for (Jdk jdk : Jdks.chosen()) {
            Measurements measured = measure(jdk);
            all.put(jdk, measured);
            print(jdk, measured);
            costs.forEach(cost -> summary.add(cost.row(jdk.toString(), measured)));
        }
        write(all);
    }

    /** All starts in every round, each time in another order: what else the machine does hits them alike. */
    private Measurements measure(Jdk jdk) {
        Measurements measured = new Measurements();
        List<Start> order = new ArrayList<>(starts);
        order.forEach(start -> ProcessTime.of(command(jdk, start))); // files get into the page cache
        for (int round = 0; round < ROUNDS; round++) {
            Collections.shuffle(order);
            order.forEach(start -> measured.add(start, ProcessTime.of(command(jdk, start))));
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
            case OPENTELEMETRY -> words.addAll(OpenTelemetry.options());
        }
        words.addAll(List.of("-cp", classPath(start), start.program.getName()));
        return words;
    }

    private static String classPath(Start start) {
        if (start.program == ManyClasses.class) {
            return place(ManyClasses.class) + File.pathSeparator + place(WireMockServer.class);
        }
        return System.getProperty("detour.programs")
                + File.pathSeparator
                + Path.of(System.getProperty("detour.clients"), "okhttp-5.5.1", "*");
    }

    private static Path place(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException neverOfAFile) {
            throw new IllegalStateException(neverOfAFile);
        }
    }

    private void print(Jdk jdk, Measurements measured) {
        System.out.printf("%n%s, a start, median of %d rounds%n", jdk, ROUNDS);
        System.out.printf("  %-50s %12s %12s%n", "", "CPU", "time");
        for (Start start : starts) {
            System.out.printf(
                    Locale.ROOT,
                    "  %-50s %9.1f ms %9.1f ms%n",
                    start.title,
                    measured.median(start, ProcessTime::cpu),
                    measured.median(start, ProcessTime::wall));
        }
        for (StartCost cost : costs) {
            System.out.println(
                    "  " + String.join("  ", cost.row(jdk.toString(), measured).cells()));
        }
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

    private void write(JsonGenerator out, Jdk jdk, Measurements measured) throws IOException {
        out.writeStartObject();
        out.writeNumberField("jdk", jdk.release());
        write(out, "cpu_ms", measured, ProcessTime::cpu);
        write(out, "wall_ms", measured, ProcessTime::wall);
        out.writeObjectFieldStart("costs");
        for (StartCost cost : costs) {
            out.writeObjectFieldStart(cost.name().toLowerCase(Locale.ROOT));
            for (Measure measure : measured.measures(cost)) {
                measure.write(out);
            }
            out.writeEndObject();
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    private void write(JsonGenerator out, String name, Measurements measured, ToDoubleFunction<ProcessTime> part)
            throws IOException {
        out.writeObjectFieldStart(name);
        for (Start start : starts) {
            double[] times = measured.of(start, part);
            out.writeFieldName(start.name().toLowerCase(Locale.ROOT));
            out.writeArray(times, 0, times.length);
        }
        out.writeEndObject();
    }
}
