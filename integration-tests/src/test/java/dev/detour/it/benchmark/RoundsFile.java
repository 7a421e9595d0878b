package dev.detour.it.benchmark;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.detour.it.children.Jdk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All rounds of all contests so far, as a file of JSON: whoever doubts a median can look. */
final class RoundsFile {
    private record Entry(Jdk jdk, Contest contest, Standings standings) {}

    private final Path file;
    private final List<Entry> entries = new ArrayList<>();

    RoundsFile(Path file) {
        this.file = file;
    }

    /** Writes it with these, too. A contest that was held again, in other JVMs, has an entry for each time. */
    void add(Contest contest, Jdk jdk, Standings standings) throws IOException {
        entries.add(new Entry(jdk, contest, standings));
        try (JsonGenerator out = new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
            out.useDefaultPrettyPrinter();
            out.writeStartArray();
            for (Entry entry : entries) {
                write(out, entry);
            }
            out.writeEndArray();
        }
    }

    private static void write(JsonGenerator out, Entry entry) throws IOException {
        out.writeStartObject();
        out.writeNumberField("jdk", entry.jdk().release());
        out.writeStringField("contest", entry.contest().title());
        for (Rival rival : entry.contest().rivals()) {
            out.writeObjectFieldStart(rival.name().toLowerCase(Locale.ROOT));
            if (rival != Rival.BARE) {
                Row row = entry.standings().row(entry.contest(), entry.jdk(), rival);
                out.writeStringField("verdict", row.verdict().title);
                for (Measure measure : row.measures()) {
                    measure.write(out);
                }
            }
            write(out, entry.standings().of(rival));
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, List<Cost> rounds) throws IOException {
        out.writeArrayFieldStart("rounds");
        for (Cost cost : rounds) {
            out.writeStartObject();
            out.writeNumberField("cpu_us", cost.cpu());
            out.writeNumberField("upkeep_us", cost.upkeep());
            out.writeNumberField("heap_bytes", cost.bytes());
            out.writeNumberField("time_us", cost.time());
            out.writeNumberField("compilers_s", cost.compilers());
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
