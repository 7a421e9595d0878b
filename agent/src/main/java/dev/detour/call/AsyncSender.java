package dev.detour.call;

import java.util.concurrent.CompletableFuture;

/**
 * A client, as the asynchronous loop sees it.
 *
 * @param <R> its response
 */
public interface AsyncSender<R> extends Sender<R> {
    /** Begins one attempt; cancelling what it returns cancels the attempt as far as the client can. */
    CompletableFuture<R> sendAsync(Send send);

    /** Nothing more will be sent. May be said again. */
    default void ended() {}
}
