package dev.detour.agent;

import dev.detour.exchange.Daemons;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a changed file again and again, by the timer that the JDK itself runs, on a thread of its own for as long as
 * that takes: a file on a share that hangs must not hold one of the pool that the application uses, too.
 */
final class Lookout {
    private final Supplier<Duration> interval;
    private final Runnable look;
    private volatile @Nullable CompletableFuture<Void> next;
    private volatile boolean closed;

    /**
     * @param interval asked before each look; zero: there are no more
     * @param look throws nothing
     */
    Lookout(Supplier<Duration> interval, Runnable look) {
        this.interval = interval;
        this.look = look;
    }

    void begin() {
        Duration wait = interval.get();
        if (closed || wait.isZero()) {
            return;
        }
        CompletableFuture<Void> timer = new CompletableFuture<>();
        next = timer;
        timer.completeOnTimeout(null, wait.toMillis(), TimeUnit.MILLISECONDS).thenRun(this::start);
    }

    private void start() {
        if (closed) {
            return;
        }
        try {
            Daemons.daemon("detour-reload", this::lookAndGoOn).start();
        } catch (OutOfMemoryError noThreadToBeHad) {
            begin();
        }
    }

    /** Under a SecurityManager, by our own right. */
    @SuppressWarnings("removal") // there is a SecurityManager to reckon with on 11 and 17
    private void lookAndGoOn() {
        if (!closed) {
            AccessController.doPrivileged((PrivilegedAction<@Nullable Void>) () -> {
                look.run();
                begin();
                return null;
            });
        }
    }

    void close() {
        closed = true;
        CompletableFuture<Void> timer = next;
        if (timer != null) {
            // To cancel it would leave its exception, whose trace names our classes, in the JDK's queue until its time
            // (11).
            timer.complete(null);
        }
    }
}
