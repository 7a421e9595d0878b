package dev.detour.it.faults;

import dev.detour.it.children.Library;
import java.util.List;
import java.util.stream.Stream;

/** The matrix as a page for readers. */
final class Document {
    private static final String RIGHT = "✓";
    private static final String NOT_ITS = "–";

    private Document() {}

    /** What was not run counts as right: the page is that of the whole matrix, whose every cell a build checks. */
    static String of(List<Fault> onLoopback, List<Fault> inNamespace, Results results) {
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
                .append("JDK; for a false alarm, none. `" + NOT_ITS + "`: the client has no such thing. ")
                .append("Several codes stand where bytes race each other on the wire.\n\n")
                .append("## On loopback\n\n");
        table(page, onLoopback, results);
        page.append("\n## In a network of its own\n\n")
                .append("With broken routes and a name server that lies: takes root.\n\n");
        table(page, inNamespace, results);
        return page.toString();
    }

    private static void table(StringBuilder page, List<Fault> faults, Results results) {
        List<Library> libraries = Library.all();
        page.append("| fault | what happens | code |");
        libraries.forEach(library -> page.append(' ').append(library).append(" |"));
        page.append("\n|---|---|---|").append("---|".repeat(libraries.size())).append('\n');
        for (Fault fault : faults) {
            page.append("| " + fault.id() + " | " + fault.what() + " | " + fault.expected() + " |");
            libraries.forEach(library -> page.append(' ' + mark(fault, library, results) + " |"));
            page.append('\n');
        }
    }

    private static String mark(Fault fault, Library library, Results results) {
        if (!fault.concerns(library)) {
            return NOT_ITS;
        }
        String wrong = results.wrong(fault, library);
        return wrong.isEmpty() ? RIGHT : wrong;
    }
}
