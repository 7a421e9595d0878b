package dev.detour.client.jdk;

import dev.detour.call.Send;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Ends a body that stalls for longer than its route allows, or whose call takes longer: the JDK itself would wait for
 * ever. Between the client and who looks on.
 */
final class LimitedSubscriber<T> implements BodySubscriber<T>, Flow.Subscription {
    private final WatchingSubscriber<T> body;
    private final Send send;
    private final @Nullable Duration idle;
    private final AtomicLong demand = new AtomicLong();
    private final Delivery delivery = new Delivery();
    private volatile long lastNanos = System.nanoTime();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile @Nullable HttpTimeoutException late;
    private volatile boolean cancelled;

    LimitedSubscriber(WatchingSubscriber<T> body, Send send) {
        this.body = body;
        this.send = send;
        this.idle = send.network().timeouts().idle();
    }

    /** Whether the route of an attempt limits its body. */
    static boolean isFor(Send send) {
        return send.network().timeouts().idle() != null
                || send.network().timeouts().total() != null;
    }

    /** Whose body it is: {@link #getBody} takes no longer than that one's. */
    BodySubscriber<T> application() {
        return body.application();
    }

    @Override
    public CompletionStage<T> getBody() {
        return body.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        body.onSubscribe(this);
        watch();
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        delivery.hand(
                () -> {
                    demand.decrementAndGet();
                    try {
                        body.onNext(buffers);
                    } finally {
                        lastNanos = System.nanoTime();
                    }
                },
                this::tellLate);
    }

    @Override
    public void onError(Throwable failure) {
        if (delivery.end()) {
            body.onError(failure);
        }
    }

    @Override
    public void onComplete() {
        if (delivery.end()) {
            body.onComplete();
        }
    }

    @Override
    public void request(long count) {
        if (demand.getAndUpdate(current -> current + count < 0 ? Long.MAX_VALUE : current + count) == 0) {
            lastNanos = System.nanoTime();
        }
        Flow.Subscription current = subscription;
        if (current != null) {
            current.request(count);
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        Flow.Subscription current = subscription;
        if (current != null) {
            current.cancel();
        }
    }

    private void watch() {
        long wait = Math.min(idleLeft(), send.nanosLeft());
        CompletableFuture.delayedExecutor(Math.max(wait, 1_000_000), TimeUnit.NANOSECONDS)
                .execute(this::look);
    }

    private void look() {
        if (delivery.isOver() || cancelled) {
            return;
        }
        if (send.nanosLeft() <= 0) {
            send.attempt().expire();
            expire("the call took longer than its route allows");
        } else if (idleLeft() <= 0) {
            expire("the body stalled for longer than its route allows");
        } else {
            watch();
        }
    }

    /** An application that asks for nothing, or has not yet read what it has, waits for itself, not for the body. */
    private long idleLeft() {
        if (idle == null) {
            return Long.MAX_VALUE;
        }
        return demand.get() <= 0 || delivery.isHanding()
                ? idle.toNanos()
                : idle.toNanos() - (System.nanoTime() - lastNanos);
    }

    private void expire(String why) {
        HttpTimeoutException failure = new HttpTimeoutException(why);
        late = failure;
        if (delivery.expire()) {
            tell(failure);
        }
    }

    private void tellLate() {
        HttpTimeoutException failure = late;
        if (failure != null) {
            tell(failure);
        }
    }

    private void tell(HttpTimeoutException failure) {
        Flow.Subscription current = subscription;
        body.onError(failure);
        // Last: on HTTP/2 the client itself would fail the call over it, in words of its own.
        if (current != null) {
            current.cancel();
        }
    }
}
