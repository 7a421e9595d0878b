package dev.detour.call;

import java.util.concurrent.CompletableFuture;

/**
 * A future whose cancellation, and that of every future derived from it, reaches the attempt in flight: what
 * {@code HttpClient.sendAsync} promises from Java 16 on.
 */
final class CallFuture<T> extends CompletableFuture<T> {
    private final Runnable cancelAttempt;

    CallFuture(Runnable cancelAttempt) {
        this.cancelAttempt = cancelAttempt;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CallFuture<>(cancelAttempt);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean wasRunning = !isDone();
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (wasRunning && mayInterruptIfRunning) {
            cancelAttempt.run();
        }
        return cancelled;
    }
}
