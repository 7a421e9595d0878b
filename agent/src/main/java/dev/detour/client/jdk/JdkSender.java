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
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the attempts of one call with the client that the application called. */
final class JdkSender<T> implements BlockingSender<HttpResponse<T>>, AsyncSender<HttpResponse<T>> {
    private final HttpClient client;
    private final AskedRequest asked;
    private final BodyHandler<T> handler;
    private final @Nullable PushPromiseHandler<T> pushHandler;
    private final Call call;

    JdkSender(
            HttpClient client,
            AskedRequest asked,
            BodyHandler<T> handler,
            @Nullable PushPromiseHandler<T> pushHandler,
            Call call) {
        this.client = client;
        this.asked = asked;
        this.handler = handler;
        this.pushHandler = pushHandler;
        this.call = call;
    }

    @Override
    public HttpResponse<T> send(Send send) throws IOException, InterruptedException {
        RoutedRequest request = request(send);
        try {
            HttpResponse<T> response = client.send(request, new AttemptHandler<>(handler, call, send));
            return new ShownResponse<>(response, asked.request(), send);
        } catch (IOException failure) {
            FailurePhase.note(send.attempt(), failure, request.hasBody());
            throw failure;
        }
    }

    @Override
    public CompletableFuture<HttpResponse<T>> sendAsync(Send send) {
        RoutedRequest request = request(send);
        CompletableFuture<HttpResponse<T>> attempt =
                client.sendAsync(request, new AttemptHandler<>(handler, call, send), pushHandler(send));
        return attempt.whenComplete((response, failure) -> noteFailure(request, failure))
                .thenApply(response -> new ShownResponse<>(response, asked.request(), send));
    }

    private static void noteFailure(RoutedRequest request, @Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause != null) {
            FailurePhase.note(request.send().attempt(), cause, request.hasBody());
        }
    }

    private RoutedRequest request(Send send) {
        return new RoutedRequest(asked.request(), client, send, asked.url());
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
        return Outcome.answered(
                response.statusCode(),
                name -> response.headers().firstValue(name).orElse(null));
    }

    /** Its body has been read away already: the decision was made when its head came. */
    @Override
    public void discard(HttpResponse<T> response) {}

    @Override
    public void pause(long millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(millis);
    }
}
