package dev.detour.it.faults;

import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The matrix as a page for readers. What this run has not shown stands as it stood on the page before, which is what an
 * earlier run has shown; a row that is new, or says something else now, has nothing to stand on.
 */
final class Document {
    private static final String RIGHT = "✓";
    private static final String NOT_ITS = "–";
    private static final String UNSHOWN = "?";

    private final List<Library> libraries = Library.all();
    private final Results results;
    private final Map<String, String> before;

    /**
     * Reads the page as it is.
     *
     * @param results of all tables of this run
     */
    Document(String before, Results results) {
        this.results = results;
        // With other columns, no cell is where it was.
        this.before = !before.contains(columns())
                ? Map.of()
                : before.lines()
                        .filter(line -> line.startsWith("| "))
                        .collect(Collectors.toMap(Document::row, line -> line, (first, same) -> first));
    }

    /** What a line says of its fault, before the cells. */
    private static String row(String line) {
        String[] parts = line.split(" \\| ");
        return Stream.of(parts).limit(3).collect(Collectors.joining(" | "));
    }

    /** The page as it should be. */
    String of(List<Fault> onLoopback, List<Fault> inNamespace) {
        List<Fault> all =
                Stream.concat(onLoopback.stream(), inNamespace.stream()).toList();
        long failures = all.stream().filter(fault -> !fault.codes().isEmpty()).count();
        StringBuilder page = new StringBuilder();
        page.append("# The fault laboratory\n\n")
                .append(
                        "Made by the tests of `dev.detour.it.faults`, which fail where this page is not what they make. ")
                .append(failures + " faults and " + (all.size() - failures) + " false alarms, each made for real and ")
                .append("run through every client, called synchronously, asynchronously and with a streamed body, on ")
                .append("every JDK that is found (`mvn verify -Plab`).\n\n")
                .append("`" + RIGHT + "`: exactly one event, with this code and its layer, in every way and on every ")
                .append("JDK, in the last run of the laboratory that had this row; for a false alarm, none. `" + NOT_ITS
                        + "`: the client has no such thing. `" + UNSHOWN + "`: no run has shown it yet. ")
                .append("Several codes stand where bytes race each other on the wire.\n\n")
                .append("## On loopback\n\n");
        table(page, onLoopback);
        page.append("\n## In a network of its own\n\n")
                .append("With broken routes and a name server that lies: takes root.\n\n");
        table(page, inNamespace);
        return page.toString();
    }

    private void table(StringBuilder page, List<Fault> faults) {
        page.append(columns());
        for (Fault fault : faults) {
            page.append("| " + fault.id() + " | " + fault.what() + " | " + fault.expected() + " |");
            libraries.forEach(library -> page.append(' ' + mark(fault, library) + " |"));
            page.append('\n');
        }
    }

    private String columns() {
        return "| fault | what happens | code |"
                + libraries.stream().map(library -> " " + library + " |").collect(Collectors.joining())
                + "\n|---|---|---|" + "---|".repeat(libraries.size()) + '\n';
    }

    private String mark(Fault fault, Library library) {
        if (!fault.concerns(library)) {
            return NOT_ITS;
        }
        String wrong = results.wrong(fault, library);
        if (!wrong.isEmpty()) {
            return wrong;
        }
        return isShown(fault, library) ? RIGHT : before(fault, library);
    }

    /** In every way and on every JDK: a slice shows too little. */
    private boolean isShown(Fault fault, Library library) {
        List<Jdk> jdks = Jdks.chosen().stream()
                .filter(jdk -> fault.concerns(library, jdk))
                .toList();
        return Scope.isWhole() && !jdks.isEmpty() && jdks.stream().allMatch(jdk -> results.have(fault, library, jdk));
    }

    private String before(Fault fault, Library library) {
        String line = before.get("| " + fault.id() + " | " + fault.what() + " | " + fault.expected());
        return line == null ? UNSHOWN : line.split(" \\| ", -1)[3 + libraries.indexOf(library)].replace(" |", "");
    }
}
