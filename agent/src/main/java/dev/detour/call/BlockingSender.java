package dev.detour.call;

import dev.detour.exchange.Outcome;

/**
 * A client, as the blocking loop sees it.
 *
 * @param <R> its response
 */
public interface BlockingSender<R> {
    /** Makes one attempt; what it throws is what the application would have seen. */
    R send(Send send) throws Exception;

    Outcome outcome(R response);

    /** Gives up an answer that is not handed back: drained as far as is cheap, or closed. */
    void discard(R response);

    /**
     * Waits before the next attempt.
     *
     * @throws Exception what the client throws when it is interrupted or cancelled in a call
     */
    void pause(long millis) throws Exception;
}
