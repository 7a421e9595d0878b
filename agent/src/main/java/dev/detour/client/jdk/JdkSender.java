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
        CompletableFuture<HttpResponse<T>> attempt = client.sendAsync(request, answer, pushHandler(send));
        return attempt.handle((response, failure) -> {
                    if (failure == null) {
                        return attempt;
                    }
                    answer.callFailed();
                    return noted(request, attempt, failure);
                })
                .thenCompose(Function.identity())
                .thenApply(response -> new ShownResponse<>(response, asked.request(), send));
    }

    /** The failed attempt, once all is known of it. */
    private CompletableFuture<HttpResponse<T>> noted(
            RoutedRequest request, CompletableFuture<HttpResponse<T>> attempt, Throwable failure) {
        failed = request;
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        CompletableFuture<?> later = cause == null ? null : facts.noteLater(request, cause);
        return later == null ? attempt : later.thenComposeAsync(known -> attempt, executor());
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
