package dev.detour.it.faults;

import dev.detour.it.children.Jdk;
import dev.detour.it.children.Library;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All verdicts of a run, and what they say in short. */
final class Results {
    /** One verdict, and who it is of. */
    record Result(Library library, Jdk jdk, Verdict verdict) {
        /** For people: a line of a table. */
        String line() {
            return String.join(
                    " | ",
                    verdict.cell().name(),
                    library.toString(),
                    jdk.toString(),
                    verdict.cell().fault().expected(),
                    verdict.got(),
                    verdict.seen());
        }
    }

    private final List<Result> all = new ArrayList<>();

    void add(Library library, Jdk jdk, List<Verdict> verdicts) {
        verdicts.forEach(verdict -> all.add(new Result(library, jdk, verdict)));
    }

    /** Whether anything came of this fault there. */
    boolean have(Fault fault, Library library, Jdk jdk) {
        return all.stream()
                .anyMatch(result -> result.jdk().equals(jdk)
                        && result.library().equals(library)
                        && result.verdict().cell().fault().id().equals(fault.id()));
    }

    List<Result> wrong() {
        return all.stream().filter(result -> !result.verdict().isRight()).toList();
    }

    /** What was got in place of the right code, through this client; empty where nothing was. */
    String wrong(Fault fault, Library library) {
        return wrong().stream()
                .filter(result -> result.library().equals(library)
                        && result.verdict().cell().fault().id().equals(fault.id()))
                .map(result -> result.verdict().got())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** A line for each code: its faults, and how many of their cells are right. */
    String matrix() {
        Map<String, List<Result>> byCode = all.stream()
                .collect(Collectors.groupingBy(
                        result -> result.verdict().cell().fault().expected(), TreeMap::new, Collectors.toList()));
        StringBuilder lines = new StringBuilder();
        byCode.forEach((code, results) -> {
            long right = results.stream()
                    .filter(result -> result.verdict().isRight())
                    .count();
            String faults = results.stream()
                    .map(result -> result.verdict().cell().fault().id())
                    .distinct()
                    .collect(Collectors.joining(" "));
            lines.append(String.format("%5d of %5d  %-24s %s%n", right, results.size(), code, faults));
        });
        return lines.toString();
    }
}
