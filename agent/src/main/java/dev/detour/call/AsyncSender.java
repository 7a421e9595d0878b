package dev.detour.call;

import dev.detour.exchange.Outcome;
import java.util.concurrent.CompletableFuture;

/**
 * A client, as the asynchronous loop sees it.
 *
 * @param <R> its response
 */
public interface AsyncSender<R> {
    /** Begins one attempt; cancelling what it returns cancels the attempt as far as the client can. */
    CompletableFuture<R> sendAsync(Send send);

    Outcome outcome(R response);

    /** Gives up an answer that is not handed back: drained as far as is cheap, or closed. */
    void discard(R response);

    /** Nothing more will be sent. May be said again. */
    default void ended() {}
}
