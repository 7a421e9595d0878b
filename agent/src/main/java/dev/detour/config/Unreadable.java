package dev.detour.config;

/** Nothing after this place can be understood. */
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Where where;
    private final String problem;

    Unreadable(Where where, String problem) {
        super(problem, null, false, false);
        this.where = where;
        this.problem = problem;
    }

    Where where() {
        return where;
    }

    String problem() {
        return problem;
    }
}
