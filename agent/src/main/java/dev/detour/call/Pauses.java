package dev.detour.call;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The waits between attempts, of all calls. They can be cut short once, for good: what is sent after the agent has gone
 * would not go as its route says, so it is sent at once.
 */
public final class Pauses {
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

    /** Waits on this thread; for less where the agent leaves. */
    public void await(long millis) throws InterruptedException {
        CompletableFuture<Void> pause = begin(millis);
        try {
            pause.get();
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        } finally {
            pause.complete(null);
        }
    }

    /**
     * The same without a thread: what to do afterwards.
     *
     * @param otherwise what to do where there is no thread to be had for it, or it has failed
     */
    void then(long millis, Runnable next, Consumer<Throwable> otherwise) {
        begin(millis).thenRunAsync(next).whenComplete((done, failure) -> {
            if (failure != null) {
                otherwise.accept(failure);
            }
        });
    }

    /** Whether they are over by now: the agent is about to leave. */
    public boolean areCutShort() {
        return cutShort;
    }

    void cutShort() {
        cutShort = true;
        for (CompletableFuture<Void> pause : underWay) {
            pause.complete(null);
        }
    }
}
