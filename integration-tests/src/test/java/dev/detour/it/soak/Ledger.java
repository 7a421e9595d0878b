package dev.detour.it.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Jdk;
import dev.detour.it.programs.Fields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** All accounts of a soak, and what it must come to. */
final class Ledger {
    private static final Path TARGET =
            Path.of(System.getProperty("basedir", "")).resolve("target");
    private static final int MOST_SHOWN = 40;
    private static final int MOST_THREADS = 12;

    /** Rounds from which on the late ones can be held against the early ones. */
    private static final int LATENCIES_JUDGED_FROM = 6;

    private final Jdk jdk;
    private final long seed;
    private final Totals totals = new Totals();
    private final Vitals vitals = new Vitals();
    private final Latencies latencies = new Latencies();
    private final List<String> faults = new ArrayList<>();
    private List<String> noise = List.of();
    private long began;
    private double seconds = 1;

    Ledger(Jdk jdk, long seed) {
        this.jdk = jdk;
        this.seed = seed;
    }

    void begin() {
        began = System.nanoTime();
    }

    void add(Books books, List<Ended> ended) {
        totals.add(books.totals());
        faults.addAll(books.faults());
        if (books.isExact()) {
            latencies.add(ended);
        }
    }

    void measured(Fields footprint) {
        vitals.add(footprint);
    }

    /** What Prometheus was answered, while the agent was there. */
    void scraped(String page) {
        if (!page.contains("detour_calls_total")) {
            faults.add("no metrics were to be had: " + page);
        }
    }

    void end(ChildJvm child) {
        seconds = (System.nanoTime() - began) / (double) TimeUnit.SECONDS.toNanos(1);
        noise = child.noise();
    }

    String table() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "soak on %s, seed %d: %.0f s, %d rounds, %.0f calls a second",
                jdk,
                seed,
                seconds,
                vitals.size(),
                totals.of("calls") / seconds);
        totals.sums().forEach((name, sum) -> line(text, "  %-28s %10d", name, sum));
        line(text, "  by code: %s", totals.kinds());
        totals.unnamed().forEach((what, count) -> line(text, "  unknown, %d times: %s", count, what));
        line(text, "  %-28s %10s %10s", "", "early", "late");
        for (String name : Vitals.ALL) {
            line(
                    text,
                    "  %-28s %10d %10d %12.1f a round",
                    name,
                    vitals.early(name),
                    vitals.late(name),
                    vitals.slope(name));
        }
        line(text, "  threads by name, without those that a pool would let go");
        vitals.threads().stream().limit(MOST_THREADS).forEach(thread -> line(text, "    %s", thread));
        if (vitals.size() < Vitals.JUDGED_FROM) {
            line(text, "  (growth is judged from %d rounds on)", Vitals.JUDGED_FROM);
        }
        line(text, "  %-28s %10d %10d", "median, microseconds", latencies.early(0.5), latencies.late(0.5));
        line(text, "  %-28s %10d %10d", "p99, microseconds", latencies.early(0.99), latencies.late(0.99));
        line(text, "  %-28s %10d", "disagreements", (long) faults.size());
        faults.stream().limit(MOST_SHOWN).forEach(fault -> line(text, "    %s", fault));
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    void write() {
        try {
            Files.createDirectories(TARGET);
            Path file = TARGET.resolve("soak-" + jdk.release() + ".json");
            try (JsonGenerator json = new JsonFactory().createGenerator(Files.newOutputStream(file))) {
                json.useDefaultPrettyPrinter();
                write(json);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("jdk", jdk.release());
        json.writeNumberField("seed", seed);
        json.writeNumberField("seconds", seconds);
        write(json, "totals", totals.sums());
        write(json, "failures_by_code", totals.kinds());
        write(json, "unknown", totals.unnamed());
        json.writeArrayFieldStart("footprints");
        for (int round = 0; round < vitals.size(); round++) {
            json.writeStartObject();
            writeAll(json, vitals.measured(round));
            write(json, "threads", vitals.threads(round));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("latency_micros");
        json.writeNumberField("median_early", latencies.early(0.5));
        json.writeNumberField("median_late", latencies.late(0.5));
        json.writeNumberField("p99_early", latencies.early(0.99));
        json.writeNumberField("p99_late", latencies.late(0.99));
        json.writeEndObject();
        json.writeArrayFieldStart("disagreements");
        for (String fault : faults) {
            json.writeString(fault);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, Map<String, Long> values) throws IOException {
        json.writeObjectFieldStart(name);
        writeAll(json, values);
        json.writeEndObject();
    }

    private static void writeAll(JsonGenerator json, Map<String, Long> values) throws IOException {
        for (Map.Entry<String, Long> value : values.entrySet()) {
            json.writeNumberField(value.getKey(), value.getValue());
        }
    }

    void check() {
        assertThat(faults).as("disagreements; noise: %s", noise).isEmpty();
        assertThat(noise).as("noise").isEmpty();
        assertThat(totals.of("call_recovered")).isPositive();
        assertThat(totals.of("retries")).isPositive();
        assertThat(totals.of("failovers")).isPositive();
        assertThat(totals.of("without the agent")).isPositive();
        assertThat(vitals.growing()).as("what grows").isEmpty();
        if (vitals.size() >= LATENCIES_JUDGED_FROM) {
            assertThat(latencies.late(0.5)).as("median").isLessThan(2 * latencies.early(0.5) + 5_000);
            assertThat(latencies.late(0.99)).as("p99").isLessThan(3 * latencies.early(0.99) + 50_000);
        }
    }
}
