package dev.detour.failure;

import java.util.Map;
import java.util.StringJoiner;

/** The dictionary as users read it. */
public final class Dictionary {
    private Dictionary() {}

    /** All of {@link FailureKind} as one table in Markdown, a row for each code, a line break at the end. */
    public static String markdown() {
        StringBuilder table = new StringBuilder();
        table.append("| code | layer | what happened | acted | same path | next path | what to do |\n");
        table.append("|---|---|---|---|---|---|---|\n");
        for (FailureKind kind : FailureKind.values()) {
            table.append(row(kind)).append('\n');
        }
        return table.toString();
    }

    private static String row(FailureKind kind) {
        return new StringJoiner(" | ", "| ", " |")
                .add("`" + kind.code() + "`")
                .add(kind.layer().code())
                .add(kind.meaning())
                .add(inWords(kind, disposition -> disposition.acted().word()))
                .add(inWords(kind, Disposition::sameInWords))
                .add(inWords(kind, Disposition::nextInWords))
                .add(kind.hint())
                .toString();
    }

    /** What holds in general, then each status that differs in this column. */
    private static String inWords(FailureKind kind, Column column) {
        String general = column.of(kind.disposition());
        StringJoiner words = new StringJoiner("; ");
        words.add(general);
        for (Map.Entry<Integer, Disposition> refined : kind.refinements().entrySet()) {
            String other = column.of(refined.getValue());
            if (!other.equals(general)) {
                words.add(refined.getKey() + ": " + other);
            }
        }
        return words.toString();
    }

    /** One of the table's columns. */
    private interface Column {
        String of(Disposition disposition);
    }
}
