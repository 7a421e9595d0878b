package dev.detour.call;

/**
 * A client, as the blocking loop sees it.
 *
 * @param <R> its response
 */
public interface BlockingSender<R> extends Sender<R> {
    /** Makes one attempt; what it throws is what the application would have seen. */
    R send(Send send) throws Exception;

    /**
     * Waits before the next attempt.
     *
     * @throws Exception what the client throws when it is interrupted or cancelled in a call
     */
    void pause(long millis) throws Exception;
}
