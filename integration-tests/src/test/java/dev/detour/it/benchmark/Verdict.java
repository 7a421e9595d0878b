package dev.detour.it.benchmark;

/** What measuring says of a budget. */
enum Verdict {
    NO_BUDGET("no budget"),
    MET("met"),
    UNDECIDED("undecided"),
    NOT_MET("NOT MET");

    final String title;

    Verdict(String title) {
        this.title = title;
    }

    /** Of a row with several budgets. They are in order: none counts for less than met, not met for more than all. */
    Verdict and(Verdict other) {
        return compareTo(other) > 0 ? this : other;
    }
}
