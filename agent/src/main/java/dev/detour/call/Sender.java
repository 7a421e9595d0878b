package dev.detour.call;

import dev.detour.exchange.Outcome;

/**
 * A client, as whoever sends by it sees its answers.
 *
 * @param <R> its response
 */
public interface Sender<R> {
    Outcome outcome(R response);

    /** Gives up an answer that is not handed back: drained as far as is cheap, or closed. */
    void discard(R response);
}
