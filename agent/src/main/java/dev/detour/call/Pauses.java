package dev.detour.call;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The waits between attempts, of all calls. They can be cut short once, for good: what is sent after the agent has gone
 * would not go as its route says, so it is sent at once.
 */
final class Pauses {
    private final Set<CompletableFuture<Void>> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean cutShort;

    /** Complete when it is over, by the timer of {@link CompletableFuture#completeOnTimeout}. */
    @SuppressWarnings("CollectionUndefinedEquality") // by identity, as is meant
    CompletableFuture<Void> begin(long millis) {
        CompletableFuture<Void> pause = new CompletableFuture<Void>();
        underWay.add(pause);
        CompletableFuture<Void> over = pause.whenComplete((nothing, failure) -> underWay.remove(pause));
        if (cutShort) {
            pause.complete(null);
        } else {
            pause.completeOnTimeout(null, millis, TimeUnit.MILLISECONDS);
        }
        return over;
    }

    /** Waits on this thread. */
    void await(long millis) throws InterruptedException {
        CompletableFuture<Void> pause = begin(millis);
        try {
            pause.get();
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        } finally {
            pause.complete(null);
        }
    }

    boolean areCutShort() {
        return cutShort;
    }

    void cutShort() {
        cutShort = true;
        for (CompletableFuture<Void> pause : underWay) {
            pause.complete(null);
        }
    }
}
