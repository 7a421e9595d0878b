package dev.detour.client.jdk;

import dev.detour.call.AsyncSender;
import dev.detour.call.BlockingSender;
import dev.detour.call.Call;
import dev.detour.call.Send;
import dev.detour.exchange.Outcome;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the attempts of one call with the client that the application called. */
final class JdkSender<T> implements BlockingSender<HttpResponse<T>>, AsyncSender<HttpResponse<T>> {
    private final HttpClient client;
    private final AskedRequest asked;
    private final BodyHandler<T> handler;
    private final @Nullable PushPromiseHandler<T> pushHandler;
    private final Call call;
    private final FailureFacts facts;
    private volatile @Nullable RoutedRequest failed;
    /**
     * What the application holds, or has held, of the client. Without it the client ends as soon as nothing is under way,
     * as it is not between two attempts.
     */
    @SuppressWarnings("UnusedVariable") // to hold it is its use
    private volatile @Nullable Object facade;

    JdkSender(
            HttpClient client,
            @Nullable Object facade,
            AskedRequest asked,
            BodyHandler<T> handler,
            @Nullable PushPromiseHandler<T> pushHandler,
            Call call,
            FailureFacts facts) {
        this.client = client;
        this.facade = facade;
        this.asked = asked;
        this.handler = handler;
        this.pushHandler = pushHandler;
        this.call = call;
        this.facts = facts;
    }

    @Override
    public HttpResponse<T> send(Send send) throws IOException, InterruptedException {
        RoutedRequest request = request(send);
        AttemptHandler<T> answer = new AttemptHandler<>(handler, call, send);
        try {
            return new ShownResponse<>(client.send(request, answer), asked.request(), send);
        } catch (IOException failure) {
            answer.callFailed();
            failed = request;
            facts.note(request, failure);
            throw failure;
        } catch (RuntimeException failure) { // as the client throws an application's own, of some kinds
            answer.callFailed();
            throw failure;
        }
    }

    @Override
    public CompletableFuture<HttpResponse<T>> sendAsync(Send send) {
        RoutedRequest request = request(send);
        AttemptHandler<T> answer = new AttemptHandler<>(handler, call, send);
        ShownLater later = new ShownLater(request, answer);
        later.of(client.sendAsync(request, answer, pushHandler(send)));
        return later;
    }

    /**
     * What becomes of one attempt: its answer as it is shown, or its failure once all is known of it. One future, where
     * the client's own methods would make one for each step.
     */
    private final class ShownLater extends CompletableFuture<HttpResponse<T>>
            implements BiConsumer<HttpResponse<T>, Throwable> {
        private final RoutedRequest request;
        private final AttemptHandler<T> answer;
        private volatile @Nullable CompletableFuture<HttpResponse<T>> attempt;

        ShownLater(RoutedRequest request, AttemptHandler<T> answer) {
            this.request = request;
            this.answer = answer;
        }

        void of(CompletableFuture<HttpResponse<T>> begun) {
            attempt = begun;
            begun.whenComplete(this);
        }

        @Override
        public void accept(@Nullable HttpResponse<T> response, @Nullable Throwable failure) {
            if (failure != null) {
                answer.callFailed();
                failed = request;
                failed(failure);
            } else if (response != null && !complete(new ShownResponse<>(response, asked.request(), request.send()))) {
                discard(response); // it came as the attempt was cancelled
            }
        }

        private void failed(Throwable failure) {
            try {
                Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                CompletableFuture<?> known = cause == null ? null : facts.noteLater(request, cause);
                if (known != null) {
                    known.thenRunAsync(() -> {}, executor())
                            .whenComplete((nothing, refused) -> completeExceptionally(failure));
                    return;
                }
            } catch (RuntimeException | Error fault) {
                failure.addSuppressed(fault);
            }
            completeExceptionally(failure);
        }

        /** The client's own is cancelled first, which knows how to give the connection back. */
        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            CompletableFuture<HttpResponse<T>> begun = attempt;
            if (begun != null && !isDone()) {
                begun.cancel(mayInterruptIfRunning);
            }
            return super.cancel(mayInterruptIfRunning);
        }
    }

    /** What comes after it is the application's: it is not to run on a thread of ours. */
    private Executor executor() {
        return client.executor().orElse(ForkJoinPool.commonPool());
    }

    private RoutedRequest request(Send send) {
        RoutedRequest last = failed;
        if (send.needsNewConnection() && last != null) {
            facts.closeIdle(last);
        }
        return new RoutedRequest(asked.request(), client, send, send.target().asUri(), asked.url());
    }

    private @Nullable PushPromiseHandler<T> pushHandler(Send send) {
        PushPromiseHandler<T> application = pushHandler;
        if (application == null) {
            return null;
        }
        return new PushPromiseHandler<T>() {
            @Override
            public void applyPushPromise(
                    HttpRequest initiating,
                    HttpRequest pushed,
                    Function<BodyHandler<T>, CompletableFuture<HttpResponse<T>>> acceptor) {
                // From here on the application holds a part of this answer: nothing is sent again.
                send.attempt().deliver();
                application.applyPushPromise(asked.request(), pushed, acceptor);
            }
        };
    }

    @Override
    public Outcome outcome(HttpResponse<T> response) {
        return Outcome.answered(response.statusCode(), new ReceivedHeaders(response.headers()));
    }

    /** The body of one that is sent again has been read away already; one that nobody waits for any more may be open. */
    @Override
    public void discard(HttpResponse<T> response) {
        T body = response.body();
        if (body instanceof AutoCloseable) {
            try {
                ((AutoCloseable) body).close();
            } catch (Exception alreadyBroken) {
                // It is given up either way.
            }
        }
    }

    @Override
    public void ended() {
        facade = null;
    }

    @Override
    public void pause(long millis) throws InterruptedException {
        call.pauses().await(millis);
    }
}
