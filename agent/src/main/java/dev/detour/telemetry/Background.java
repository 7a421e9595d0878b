package dev.detour.telemetry;

import dev.detour.exchange.Daemons;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Work for which the application's threads must not wait: done one after the other, in order, by one daemon thread that
 * is there only while there is something to do. When more comes than it can do, what is too much is dropped and counted.
 *
 * <p>Whoever brings work takes no lock: up to Java 23 a virtual thread that waits for one within a monitor keeps its
 * carrier, and where all carriers wait behind one that has none, all wait for ever. Whatever is left at the JVM's exit is
 * done by a shutdown hook, which exists from the first work on.
 */
final class Background {
    /** How long the JVM's exit, or a detach, waits at most for what is left. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final String name;
    private final Duration idle;
    private final LongSupplier atRest;
    private final Runnable atEnd;
    private final int capacity;
    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean hooked = new AtomicBoolean();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong faults = new AtomicLong();
    private volatile @Nullable Thread thread;
    /** Waits for work. */
    private volatile @Nullable Thread parked;

    private volatile @Nullable Thread hook;
    private volatile boolean closed;

    /**
     * Starts nothing yet.
     *
     * @param name of the thread
     * @param capacity how much may wait
     * @param idle how long the thread stays with nothing to do
     * @param atRest done by the thread when there is nothing more to do; the nanoseconds after which it is to be done
     *     again, for which the thread stays; 0: for nothing
     * @param atEnd the last work, at the JVM's exit or at {@link #close}
     */
    Background(String name, int capacity, Duration idle, LongSupplier atRest, Runnable atEnd) {
        this.name = name;
        this.idle = idle;
        this.atRest = atRest;
        this.atEnd = atEnd;
        this.capacity = capacity;
    }

    /** Takes on some work, at once; false where there is too much already, or it is closed. */
    boolean offer(Runnable work) {
        if (closed) {
            return false;
        }
        if (waiting.get() >= capacity) {
            dropped.incrementAndGet();
            return false;
        }
        add(work);
        hookIntoExit();
        startIfNeeded();
        return true;
    }

    private void add(Runnable work) {
        waiting.incrementAndGet();
        queue.add(work);
        LockSupport.unpark(parked); // null: nobody waits
    }

    private @Nullable Runnable take() {
        Runnable work = queue.poll();
        if (work != null) {
            waiting.decrementAndGet();
        }
        return work;
    }

    /** Whether nothing more is taken on. */
    boolean isClosed() {
        return closed;
    }

    /** Work that was not taken on because there was too much. */
    long dropped() {
        return dropped.get();
    }

    /** Work that threw. */
    long faults() {
        return faults.get();
    }

    private void startIfNeeded() {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        try {
            Thread started = Daemons.daemon(name, this::run);
            thread = started;
            started.start();
        } catch (Throwable noThreadToBeHad) {
            running.set(false);
            throw noThreadToBeHad;
        }
    }

    private void run() {
        do {
            long patience = idle.toNanos();
            while (patience > 0) {
                Runnable work = next(patience);
                if (work != null) {
                    perform(work);
                    patience = idle.toNanos();
                } else {
                    long again = rest();
                    patience = closed ? 0 : again;
                }
            }
            running.set(false);
            // What came in between found a thread running: it is ours still.
        } while (!queue.isEmpty() && running.compareAndSet(false, true));
    }

    private @Nullable Runnable next(long patience) {
        Runnable work = take();
        if (work != null || closed) {
            return work;
        }
        long end = System.nanoTime() + patience;
        parked = Thread.currentThread();
        try {
            work = take(); // what came before it could be seen that this one waits
            while (work == null && end - System.nanoTime() > 0) {
                LockSupport.parkNanos(this, end - System.nanoTime());
                work = take();
                if (Thread.interrupted()) {
                    return work; // someone wants it gone
                }
            }
            return work;
        } finally {
            parked = null;
        }
    }

    private void perform(Runnable work) {
        try {
            work.run();
        } catch (Throwable fault) {
            faults.incrementAndGet();
        }
    }

    private long rest() {
        try {
            return atRest.getAsLong();
        } catch (Throwable fault) {
            faults.incrementAndGet();
            return 0;
        }
    }

    private void hookIntoExit() {
        if (!hooked.compareAndSet(false, true)) {
            return;
        }
        try {
            Thread added = Daemons.daemon(name + "-exit", () -> finish(PATIENCE));
            AccessController.doPrivileged((PrivilegedAction<@Nullable Void>) () -> {
                Runtime.getRuntime().addShutdownHook(added);
                return null;
            });
            hook = added;
        } catch (IllegalStateException exiting) {
            hook = null;
        }
        if (closed) {
            unhook(); // closed meanwhile, when there was none to remove: it would keep all of us in memory
        }
    }

    /** Waits until all that was taken on, and then the last work, is done. */
    private void finish(Duration patience) {
        CountDownLatch done = new CountDownLatch(1);
        Runnable last = () -> {
            perform(atEnd);
            done.countDown();
        };
        try {
            add(last);
            startIfNeeded();
            done.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException someoneIsInAHurry) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Takes on nothing more, finishes what there is, and leaves no thread and no hook behind: unless the work hangs, in
     * which case it waits no longer than {@code patience}, and the thread ends when the work does.
     */
    void close(Duration patience) {
        closed = true;
        if (!hooked.get()) {
            return; // never had anything to do
        }
        unhook();
        finish(patience);
        Thread last = thread;
        if (last != null && last != Thread.currentThread()) {
            join(last, patience);
        }
    }

    private static void join(Thread thread, Duration patience) {
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException someoneIsInAHurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void unhook() {
        Thread added = hook;
        hook = null;
        if (added == null) {
            return;
        }
        try {
            AccessController.doPrivileged(
                    (PrivilegedAction<Boolean>) () -> Runtime.getRuntime().removeShutdownHook(added));
        } catch (IllegalStateException exiting) {
            return; // it runs already, and finishes like this one
        }
    }
}
