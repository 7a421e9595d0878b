package dev.detour.doctor;

import java.io.IOException;

/** Looks at one step. Has no state. */
interface Probe {
    Step step();

    /** Whether there is anything to look at on this course. */
    boolean concerns(Visit visit);

    /** Whether it looks into a failure: it is not skipped where a step before it failed. */
    default boolean looksIntoFailures() {
        return false;
    }

    /**
     * Adds what it finds; at most one finding of it is no detail.
     *
     * @throws IOException for what no finding was made of
     */
    void run(Visit visit) throws IOException;
}
