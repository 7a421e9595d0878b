package dev.detour.client.jdk;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads away the body of an answer that is not handed back, so that its connection can be used again; a body that is
 * longer, or takes longer, than what is cheap to read costs its connection instead.
 */
final class DiscardingSubscriber<T> implements BodySubscriber<T> {
    /** Error bodies of the providers are below 4 KB; a connection is worth some more. */
    private static final long LIMIT = 64 << 10;

    /** A new connection, TLS included, rarely takes longer. */
    private static final long PATIENCE_MILLIS = 300;

    private final CompletableFuture<@Nullable T> done = new CompletableFuture<>();
    private volatile boolean ended;
    private long read;

    @Override
    @SuppressWarnings("NullAway") // nobody reads the body of an answer that is given up
    public CompletionStage<T> getBody() {
        return done;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        done.completeOnTimeout(null, PATIENCE_MILLIS, TimeUnit.MILLISECONDS).thenRunAsync(() -> {
            if (!ended) {
                subscription.cancel();
            }
        });
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            read += buffer.remaining();
        }
        if (read > LIMIT) {
            done.complete(null);
        }
    }

    @Override
    public void onError(Throwable failure) {
        onComplete();
    }

    @Override
    public void onComplete() {
        ended = true;
        done.complete(null);
    }
}
