package dev.detour.client.jdk;

import dev.detour.call.Send;
import dev.detour.network.Timeouts;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Looks on while the application's subscriber reads the body; copies nothing, delays nothing. Where the route limits how
 * long a body may stall or a call may take, it ends the body: the JDK itself would wait for ever.
 */
final class WatchingSubscriber<T> implements BodySubscriber<T>, Flow.Subscription {
    /** Of the field: an object of its own would be one more with each call. */
    @SuppressWarnings("rawtypes") // as a class literal is
    private static final AtomicLongFieldUpdater<WatchingSubscriber> DEMAND =
            AtomicLongFieldUpdater.newUpdater(WatchingSubscriber.class, "demand");

    private final BodySubscriber<T> application;
    private final Send send;
    private final @Nullable Duration idle;
    private final boolean limited;
    private volatile long demand;
    private volatile Flow.@Nullable Subscription subscription;
    private volatile long lastNanos;
    private final Delivery delivery = new Delivery();
    private volatile @Nullable Throwable broken;
    private volatile @Nullable HttpTimeoutException late;
    private volatile boolean cancelled;
    private volatile boolean shown;

    WatchingSubscriber(BodySubscriber<T> application, Send send) {
        this.application = application;
        this.send = send;
        Timeouts timeouts = send.network().timeouts();
        this.idle = timeouts.idle();
        this.limited = idle != null || timeouts.total() != null;
        if (limited) {
            lastNanos = System.nanoTime();
        }
    }

    /** Whose body it is: {@link #getBody} takes no longer than that one's. */
    BodySubscriber<T> application() {
        return application;
    }

    @Override
    public CompletionStage<T> getBody() {
        try {
            return application.getBody().whenComplete(this::shown);
        } catch (RuntimeException | Error theirs) {
            send.leftByApplication();
            throw theirs;
        }
    }

    /** One that fails while the answer is coming in order has been given up by the application itself. */
    private void shown(@Nullable T result, @Nullable Throwable cause) {
        shown = true;
        Throwable made = broken;
        if (cause != null && !delivery.isOver()) {
            send.leftByApplication();
        } else if (cause == null && made != null) {
            send.bodyShown(made);
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        try {
            application.onSubscribe(this);
        } catch (RuntimeException | Error theirs) {
            send.leftByApplication();
            throw theirs;
        }
        if (limited) {
            watch();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        boolean watched = send.watchesBody();
        long count = 0;
        for (int i = 0; i < buffers.size(); i++) {
            count += buffers.get(i).remaining();
            if (watched) {
                send.passed(buffers.get(i));
            }
        }
        send.attempt().received(count);
        if (!limited) {
            handOn(buffers);
            return;
        }
        delivery.hand(
                () -> {
                    DEMAND.decrementAndGet(this);
                    try {
                        handOn(buffers);
                    } finally {
                        lastNanos = System.nanoTime();
                    }
                },
                this::tellLate);
    }

    private void handOn(List<ByteBuffer> buffers) {
        try {
            application.onNext(buffers);
        } catch (RuntimeException | Error theirs) {
            send.leftByApplication();
            throw theirs;
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (delivery.end()) {
            // Newer JDKs end a body that its application has cancelled by an exception: that is no failure.
            if (!cancelled) {
                failed(failure);
            }
            application.onError(failure);
        }
    }

    @Override
    public void onComplete() {
        if (delivery.end()) {
            send.bodyEnded();
            application.onComplete();
        }
    }

    /** Who waits for the whole body gets another exception, which the client makes of this one. */
    private void failed(Throwable failure) {
        if (shown) {
            send.bodyFailed(failure);
        } else {
            send.bodyBroken(failure);
            broken = failure;
        }
    }

    @Override
    public void request(long count) {
        if (limited
                && DEMAND.getAndUpdate(this, current -> current + count < 0 ? Long.MAX_VALUE : current + count) == 0) {
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
        long wait = Math.min(idleLeft(), totalLeft());
        CompletableFuture.delayedExecutor(Math.max(wait, 1_000_000), TimeUnit.NANOSECONDS)
                .execute(this::look);
    }

    private void look() {
        if (delivery.isOver() || cancelled) {
            return;
        }
        if (totalLeft() <= 0) {
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
        return demand <= 0 || delivery.isHanding() ? idle.toNanos() : idle.toNanos() - (System.nanoTime() - lastNanos);
    }

    private long totalLeft() {
        return send.nanosLeft();
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
        failed(failure);
        application.onError(failure);
        // Last: on HTTP/2 the client itself would fail the call over it, in words of its own.
        if (current != null) {
            current.cancel();
        }
    }
}
