package dev.detour.config;

import org.jspecify.annotations.Nullable;

/** A value that does not mean anything. Its text completes the sentence that begins with the value. */
final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    private final String problem;
    private final @Nullable String meant;

    private Malformed(String problem, @Nullable String meant) {
        super(problem, null, false, false);
        this.problem = problem;
        this.meant = meant;
    }

    /** Says what is wrong and what to do, without the value. */
    static Malformed because(String problem) {
        return new Malformed(problem, null);
    }

    /** And what was probably meant, which may repeat the value. */
    static Malformed because(String problem, @Nullable String meant) {
        return new Malformed(problem, meant);
    }

    String problem() {
        return problem;
    }

    /** Told only where the value is no secret. */
    @Nullable
    String meant() {
        return meant;
    }
}
