package dev.detour.it.benchmark;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What all benchmarks of a run have found, on one screen: {@code summary.md} and {@code summary.json}. */
final class Summary {
    private static final List<String> HEAD =
            List.of("what", "without agent", "with", "cost (95 %)", "budget", "margin", "verdict");

    private final List<Row> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    void add(Row row) {
        rows.add(row);
    }

    /** What could not be measured, and why: silence would pass for a result. */
    void note(String text) {
        notes.add(text);
        System.out.printf("%n%s%n", text);
    }

    /**
     * Prints it, and writes it into the folder.
     *
     * @return the status to end with: 1 where some budget is not met, 2 where nothing was measured, else 0
     */
    int end(Path folder) throws IOException {
        if (rows.isEmpty()) {
            note("Nothing was measured: is there such a title for -Ddetour.benchmark.only, such a rival?");
        }
        String table = table();
        System.out.printf("%n%s%n", table);
        Files.writeString(folder.resolve("summary.md"), table);
        write(folder.resolve("summary.json"));
        System.out.printf("As files: %s%n", folder.resolve("summary.*"));
        return rows.isEmpty() ? 2 : rows.stream().anyMatch(row -> row.verdict() == Verdict.NOT_MET) ? 1 : 0;
    }

    private String table() {
        StringBuilder table = new StringBuilder();
        line(HEAD, table);
        line(HEAD.stream().map(column -> "---").toList(), table);
        rows.forEach(row -> line(row.cells(), table));
        table.append('\n');
        for (Verdict verdict : Verdict.values()) {
            long count = rows.stream().filter(row -> row.verdict() == verdict).count();
            table.append(verdict == Verdict.NO_BUDGET ? "" : ", ")
                    .append(count)
                    .append(' ')
                    .append(verdict.title);
        }
        table.append(".\n");
        notes.forEach(note -> table.append('\n').append(note).append('\n'));
        return table.toString();
    }

    private static void line(List<String> cells, StringBuilder table) {
        table.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private void write(Path file) throws IOException {
        try (JsonGenerator out = new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
            out.useDefaultPrettyPrinter();
            out.writeStartObject();
            out.writeArrayFieldStart("rows");
            for (Row row : rows) {
                write(row, out);
            }
            out.writeEndArray();
            out.writeArrayFieldStart("notes");
            for (String note : notes) {
                out.writeString(note);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
    }

    private static void write(Row row, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("jdk", row.jdk());
        out.writeStringField("what", row.what());
        out.writeStringField("with", row.rival());
        out.writeStringField("verdict", row.verdict().title);
        for (Measure measure : row.measures()) {
            measure.write(out);
        }
        out.writeEndObject();
    }
}
