package dev.detour.client.jdk;

import dev.detour.call.Send;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/** Looks on while the application's subscriber reads the body; copies nothing, delays nothing. */
final class WatchingSubscriber<T> implements BodySubscriber<T>, Flow.Subscription {
    /** Of the field: an object of its own would be one more with each call. */
    @SuppressWarnings("rawtypes") // as a class literal is
    private static final AtomicIntegerFieldUpdater<WatchingSubscriber> OVER =
            AtomicIntegerFieldUpdater.newUpdater(WatchingSubscriber.class, "over");

    private final BodySubscriber<T> application;
    private final Send send;
    private volatile Flow.@Nullable Subscription subscription;
    private volatile @Nullable CompletionStage<T> body;
    private volatile @Nullable Throwable broken;
    private volatile int over;
    private volatile boolean cancelled;

    private enum Given {
        NOTHING,
        RESULT,
        FAILURE
    }

    WatchingSubscriber(BodySubscriber<T> application, Send send) {
        this.application = application;
        this.send = send;
    }

    /** Whose body it is: {@link #getBody} takes no longer than that one's. */
    BodySubscriber<T> application() {
        return application;
    }

    /** The application's own stage: to depend on it costs every call, and is of use only where a body breaks off. */
    @Override
    public CompletionStage<T> getBody() {
        try {
            CompletionStage<T> stage = application.getBody();
            body = stage;
            followBroken();
            return stage;
        } catch (RuntimeException | Error theirs) {
            send.leftByApplication();
            throw theirs;
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
        try {
            application.onNext(buffers);
        } catch (RuntimeException | Error theirs) {
            send.leftByApplication();
            throw theirs;
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (end()) {
            // Newer JDKs end a body that its application has cancelled by an exception: that is no failure.
            if (!cancelled) {
                failed(failure);
            }
            application.onError(failure);
        }
    }

    @Override
    public void onComplete() {
        if (end()) {
            if (send.watchesBody()) {
                noteLeft();
            }
            send.bodyEnded();
            application.onComplete();
        }
    }

    /** Whether it had not ended before. */
    private boolean end() {
        return OVER.compareAndSet(this, 0, 1);
    }

    /** Who waits for the whole body gets another exception, which the client makes of this one. */
    private void failed(Throwable failure) {
        noteLeft();
        if (given() == Given.RESULT) {
            send.bodyFailed(failure);
        } else {
            send.bodyBroken(failure);
            broken = failure;
            followBroken();
        }
    }

    /** Where the application's subscriber makes a result of what broke off, the exception is what it was shown. */
    private void followBroken() {
        CompletionStage<T> stage = body;
        Throwable made = broken;
        if (stage != null && made != null) {
            stage.whenComplete((result, cause) -> {
                if (cause == null) {
                    send.bodyShown(made);
                }
            });
        }
    }

    /** The client's call has failed, of which the body may know nothing. */
    void callFailed() {
        if (over == 0) {
            noteLeft();
        }
    }

    /** A stage that has failed while the body came in order has been given up by the application itself. */
    private void noteLeft() {
        if (given() == Given.FAILURE) {
            send.leftByApplication();
        }
    }

    /** What the client has got of the application's subscriber by now. */
    private Given given() {
        CompletionStage<T> stage = body;
        Given[] now = {Given.NOTHING};
        if (stage != null) {
            stage.whenComplete((result, cause) -> now[0] = cause == null ? Given.RESULT : Given.FAILURE);
        }
        return now[0];
    }

    @Override
    public void request(long count) {
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
}
