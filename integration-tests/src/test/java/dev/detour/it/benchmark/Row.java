package dev.detour.it.benchmark;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A line of the summary.
 *
 * @param jdk on which it was measured
 * @param what was done
 * @param rival what was in between
 * @param measures of which each may have a budget
 */
record Row(String jdk, String what, String rival, List<Measure> measures) {
    /** The same, measured several times. */
    static Row around(List<Row> rows) {
        Row first = rows.get(0);
        List<Measure> together = IntStream.range(0, first.measures.size())
                .mapToObj(of -> Measure.around(
                        rows.stream().map(row -> row.measures.get(of)).toList()))
                .toList();
        return new Row(first.jdk, first.what, first.rival, together);
    }

    Verdict verdict() {
        return measures.stream().map(Measure::verdict).reduce(Verdict.NO_BUDGET, Verdict::and);
    }

    /** The cells of a table. */
    List<String> cells() {
        return List.of(
                what + ", " + rival + " (" + jdk + ")",
                all(measure -> measure.number(measure.without())),
                all(measure -> measure.number(measure.with())),
                all(Measure::costInWords),
                all(measure -> measure.hasBudget() ? measure.number(measure.budget()) : "–"),
                all(measure -> measure.hasBudget() ? measure.number(measure.margin()) : "–"),
                verdict().title);
    }

    private String all(Function<Measure, String> part) {
        String together = measures.stream().map(part).collect(Collectors.joining(" · "));
        return together.chars().allMatch(c -> "–· ".indexOf(c) >= 0) ? "" : together;
    }
}
