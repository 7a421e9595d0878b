package dev.detour.call;

import dev.detour.exchange.Outcome;

/** One call of a simulated JVM: what it does when it has an answer, or none. */
interface SimulatedCaller {
    /** The call is over. */
    long DONE = -1;

    /** Milliseconds until it is sent again; {@link #DONE} where it is not. */
    long after(Outcome outcome);
}
