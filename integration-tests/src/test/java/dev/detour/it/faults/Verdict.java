package dev.detour.it.faults;

import java.util.List;

/**
 * What came of a cell.
 *
 * @param kinds of its events, in order, each with its layer
 * @param seen what the application got: a status, or exceptions
 */
record Verdict(Cell cell, List<Told> kinds, String seen) {
    /** Where there is no event. */
    static final String NONE = "no event";

    /** What one event says. */
    record Told(String kind, String layer) {}

    boolean isRight() {
        List<Code> right = cell.fault().codes();
        if (right.isEmpty()) {
            return kinds.isEmpty();
        }
        return kinds.size() == 1
                && right.stream().anyMatch(code -> kinds.get(0).equals(new Told(code.toString(), code.layer())));
    }

    String got() {
        if (kinds.isEmpty()) {
            return NONE;
        }
        return String.join(
                " + ",
                kinds.stream()
                        .map(told -> told.kind() + " (" + told.layer() + ")")
                        .toList());
    }
}
