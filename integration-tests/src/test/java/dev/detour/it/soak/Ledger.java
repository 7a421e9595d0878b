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

    /** What may come on top between the early and the late part of a run. */
    private static final Map<String, Long> ALLOWANCES = Map.of(
            "heap", 12L << 20,
            "live", 60L,
            "files", 150L,
            "sockets", 150L);

    /**
     * Bytes. What HotSpot itself keeps each time that its classes are changed and given back, as in the test of cycles of
     * attach and detach.
     */
    private static final long METASPACE_OF_A_CYCLE = 256 << 10;

    private static final long CLASSES_OF_A_CYCLE = 60;

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
        line(text, "  %-28s %10s %10s", "", "early", "late");
        for (String name : Vitals.ALL) {
            line(text, "  %-28s %10d %10d", name, vitals.early(name), vitals.late(name));
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
        json.writeArrayFieldStart("footprints");
        for (Map<String, Long> footprint : vitals.all()) {
            json.writeStartObject();
            for (Map.Entry<String, Long> value : footprint.entrySet()) {
                json.writeNumberField(value.getKey(), value.getValue());
            }
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
        for (Map.Entry<String, Long> value : values.entrySet()) {
            json.writeNumberField(value.getKey(), value.getValue());
        }
        json.writeEndObject();
    }

    void check() {
        assertThat(faults).as("disagreements").isEmpty();
        assertThat(totals.of("untold")).as("untold").isLessThan(2 + totals.of("calls") / 1_000);
        assertThat(noise).as("noise").isEmpty();
        assertThat(totals.of("call_recovered")).isPositive();
        assertThat(totals.of("retries")).isPositive();
        assertThat(totals.of("failovers")).isPositive();
        assertThat(totals.of("without the agent")).isPositive();
        if (vitals.size() >= 6) {
            checkGrowth();
        }
    }

    private void checkGrowth() {
        ALLOWANCES.forEach(
                (name, more) -> assertThat(vitals.late(name)).as(name).isLessThan(vitals.early(name) + more));
        long cycles = vitals.size();
        assertThat(vitals.late("metaspace")).isLessThan(vitals.early("metaspace") + cycles * METASPACE_OF_A_CYCLE);
        assertThat(vitals.late("classes")).isLessThan(vitals.early("classes") + cycles * CLASSES_OF_A_CYCLE);
        assertThat(latencies.late(0.5)).as("median").isLessThan(2 * latencies.early(0.5) + 5_000);
        assertThat(latencies.late(0.99)).as("p99").isLessThan(3 * latencies.early(0.99) + 50_000);
    }
}
