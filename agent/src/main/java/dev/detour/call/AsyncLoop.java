package dev.detour.call;

import dev.detour.exchange.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Sends a call until it is decided, without a thread of its own: an attempt that ends begins the next one, and waits
 * are kept by the timer that the JDK runs for {@link CompletableFuture}.
 *
 * @param <R> the client's response
 */
public final class AsyncLoop<R> {
    private final Call call;
    private final AsyncSender<R> sender;
    private final CallFuture<R> result = new CallFuture<>(this::cancelAttempt);
    private volatile @Nullable CompletableFuture<R> inFlight;
    /** Also where only a future that depends on the result was cancelled. */
    private volatile boolean cancelled;

    private AsyncLoop(Call call, AsyncSender<R> sender) {
        this.call = call;
        this.sender = sender;
    }

    /**
     * The future that goes to the application: complete with the answer or the exception that does. What the client
     * throws at once, for a request that it refuses, is thrown at once.
     */
    public static <R> CompletableFuture<R> start(Call call, Send first, AsyncSender<R> sender) {
        AsyncLoop<R> loop = new AsyncLoop<>(call, sender);
        loop.result.whenComplete((response, failure) -> loop.over());
        try {
            loop.begin(first);
        } catch (RuntimeException | Error refused) {
            loop.over();
            throw refused;
        }
        return loop.result;
    }

    private void over() {
        call.ended();
        sender.ended();
    }

    private void begin(Send send) {
        CompletableFuture<R> attempt = sender.sendAsync(send);
        inFlight = attempt;
        if (isOver()) {
            attempt.cancel(true);
        }
        attempt.whenComplete((response, failure) -> ended(send, response, failure));
    }

    private void ended(Send send, @Nullable R response, @Nullable Throwable failure) {
        Decision decision = response != null
                ? call.after(send, response, sender)
                : call.after(send, Outcome.failed(unwrapped(failure)));
        if (!decision.sendsAgain() || isOver()) {
            complete(response, failure);
            return;
        }
        if (response != null) {
            sender.discard(response);
        }
        Runnable next = () -> again(send, decision, response, failure);
        if (decision.delayMillis() == 0) {
            next.run();
        } else {
            call.pauses()
                    .then(decision.delayMillis(), next, fault -> complete(response, failure == null ? fault : failure));
        }
    }

    private void again(Send send, Decision decision, @Nullable R response, @Nullable Throwable failure) {
        if (isOver()) {
            result.cancel(false);
            return;
        }
        try {
            begin(call.next(send, decision));
        } catch (RuntimeException | Error refused) {
            complete(response, failure == null ? refused : failure);
        }
    }

    private void complete(@Nullable R response, @Nullable Throwable failure) {
        call.tellAnswer(); // the application may end its span as soon as it has the answer
        if (failure != null) {
            result.completeExceptionally(unwrapped(failure));
        } else if (!result.complete(response) && response != null) {
            sender.discard(response); // it came as the application gave up: nobody else will close it
        }
    }

    /** Between two attempts there is none to cancel: then it is the call, whose next one must not begin. */
    private void cancelAttempt() {
        cancelled = true;
        CompletableFuture<R> current = inFlight;
        if (current == null || current.isDone()) {
            result.cancel(false);
        } else {
            current.cancel(true);
        }
    }

    private boolean isOver() {
        return cancelled || result.isDone();
    }

    private static Throwable unwrapped(@Nullable Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return failure.getCause();
        }
        return failure == null ? new IllegalStateException("neither a response nor a failure") : failure;
    }
}
