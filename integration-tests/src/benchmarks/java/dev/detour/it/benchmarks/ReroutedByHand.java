package dev.detour.it.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLSession;

/**
 * What one would write around java.net.http to send a call elsewhere: the application sees its own request and URL, and
 * somebody learns how the body ends.
 */
final class ReroutedByHand {
    private final HttpClient client;
    private final URI gateway;

    ReroutedByHand(HttpClient client, URI gateway) {
        this.client = client;
        this.gateway = gateway;
    }

    <T> HttpResponse<T> send(HttpRequest asked, BodyHandler<T> handler) throws IOException, InterruptedException {
        return new Shown<>(client.send(rerouted(asked), head -> new Watched<>(handler.apply(head))), asked);
    }

    <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest asked, BodyHandler<T> handler) {
        return client.sendAsync(rerouted(asked), head -> new Watched<>(handler.apply(head)))
                .thenApply(response -> new Shown<>(response, asked));
    }

    private HttpRequest rerouted(HttpRequest asked) {
        return HttpRequest.newBuilder(asked, (name, value) -> true)
                .uri(gateway)
                .setHeader("x-api-key", "another")
                .build();
    }

    private static final class Watched<T> implements BodySubscriber<T> {
        private final BodySubscriber<T> application;
        private long seen;

        Watched(BodySubscriber<T> application) {
            this.application = application;
        }

        @Override
        public CompletionStage<T> getBody() {
            return application.getBody();
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            application.onSubscribe(subscription);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                seen += buffer.remaining();
            }
            application.onNext(buffers);
        }

        @Override
        public void onError(Throwable failure) {
            application.onError(failure);
        }

        @Override
        public void onComplete() {
            application.onComplete();
        }
    }

    private record Shown<T>(HttpResponse<T> response, HttpRequest request) implements HttpResponse<T> {
        @Override
        public int statusCode() {
            return response.statusCode();
        }

        @Override
        public Optional<HttpResponse<T>> previousResponse() {
            return response.previousResponse();
        }

        @Override
        public HttpHeaders headers() {
            return response.headers();
        }

        @Override
        public T body() {
            return response.body();
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return response.sslSession();
        }

        @Override
        public URI uri() {
            return request.uri();
        }

        @Override
        public HttpClient.Version version() {
            return response.version();
        }
    }
}
