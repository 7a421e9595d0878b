package dev.detour.client.jdk;

import dev.detour.exchange.BodyStart;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds the beginning of a body back until it is known what becomes of the answer, then hands it on with all that
 * follows: every byte, at the pace that is asked for, and whatever ends it. Waits for no more than what is arriving.
 */
final class PeekingSubscriber<T> implements BodySubscriber<T>, Flow.Subscription {
    private final @Nullable String encoding;
    private final Function<BodyStart, BodySubscriber<T>> judge;
    private final CompletableFuture<T> body = new CompletableFuture<>();
    private final CompletableFuture<Void> patience = new CompletableFuture<>();
    private final Queue<List<ByteBuffer>> held = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean judged = new AtomicBoolean();
    /** What the subscriber behind has asked for and not got, and what was asked of the client and has not come. */
    private final AtomicLong wanted = new AtomicLong();

    private final AtomicLong coming = new AtomicLong();
    private final AtomicInteger handing = new AtomicInteger();
    private volatile Flow.@Nullable Subscription client;
    private volatile @Nullable BodySubscriber<T> behind;
    private volatile @Nullable Throwable failure;
    private volatile boolean ended;
    private boolean told;
    private int heldBytes;

    /**
     * For one answer.
     *
     * @param encoding of the body; null: none
     * @param judge whom the body goes to; asked once
     */
    PeekingSubscriber(@Nullable String encoding, Function<BodyStart, BodySubscriber<T>> judge) {
        this.encoding = encoding;
        this.judge = judge;
    }

    @Override
    public CompletionStage<T> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        client = given;
        patience.completeOnTimeout(null, BodyStart.PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .thenRunAsync(this::judge);
        ask(1);
    }

    private void ask(long count) {
        Flow.Subscription current = client;
        if (current != null) {
            coming.addAndGet(count);
            current.request(count);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        coming.decrementAndGet();
        for (ByteBuffer buffer : buffers) {
            heldBytes += buffer.remaining();
        }
        held.add(buffers);
        if (judged.get()) {
            handOn();
        } else if (heldBytes >= BodyStart.MOST) {
            judge();
        } else {
            ask(1);
        }
    }

    @Override
    public void onError(Throwable cause) {
        failure = cause;
        onComplete();
    }

    @Override
    public void onComplete() {
        ended = true;
        judge();
    }

    /** By whoever comes first: enough has come, it has ended, or it was waited for long enough. */
    private void judge() {
        if (!judged.compareAndSet(false, true)) {
            handOn();
            return;
        }
        patience.cancel(false);
        try {
            BodySubscriber<T> chosen = judge.apply(start());
            chosen.onSubscribe(this);
            chosen.getBody().whenComplete(this::complete);
            behind = chosen;
        } catch (RuntimeException | Error refused) {
            cancel();
            body.completeExceptionally(refused);
            return;
        }
        handOn();
    }

    private void complete(@Nullable T result, @Nullable Throwable cause) {
        if (cause != null) {
            body.completeExceptionally(cause);
        } else {
            body.complete(result);
        }
    }

    private BodyStart start() {
        boolean whole = ended && failure == null;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (List<ByteBuffer> buffers : held) {
            for (ByteBuffer buffer : buffers) {
                byte[] part = new byte[Math.min(buffer.remaining(), BodyStart.MOST)];
                buffer.duplicate().get(part);
                bytes.write(part, 0, part.length);
            }
        }
        return bytes.size() == 0 && !whole ? BodyStart.UNSEEN : BodyStart.of(bytes.toByteArray(), encoding);
    }

    @Override
    public void request(long count) {
        wanted.getAndUpdate(before -> before + count < 0 ? Long.MAX_VALUE : before + count);
        handOn();
    }

    @Override
    public void cancel() {
        Flow.Subscription current = client;
        if (current != null) {
            current.cancel();
        }
    }

    /** One thread at a time hands on; whoever comes meanwhile has it look once more. */
    private void handOn() {
        BodySubscriber<T> to = behind;
        if (to == null || handing.getAndIncrement() != 0) {
            return;
        }
        try {
            do {
                handOn(to);
            } while (handing.decrementAndGet() != 0);
        } catch (RuntimeException | Error refused) {
            handing.set(0);
            body.completeExceptionally(refused);
            throw refused; // to the client, which ends an answer whose subscriber throws
        }
    }

    private void handOn(BodySubscriber<T> to) {
        boolean over = ended;
        while (wanted.get() > 0 && !held.isEmpty()) {
            wanted.decrementAndGet();
            to.onNext(held.remove());
        }
        if (over && held.isEmpty()) {
            end(to);
            return;
        }
        long more = wanted.get() - coming.get();
        if (more > 0) {
            ask(more);
        }
    }

    private void end(BodySubscriber<T> to) {
        Throwable cause = failure;
        if (told) {
            return;
        }
        told = true;
        if (cause == null) {
            to.onComplete();
        } else {
            to.onError(cause);
        }
    }
}
