package dev.detour.telemetry;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Work for which the application's threads must not wait: done one after the other, in order, by one daemon thread that
 * is there only while there is something to do. When more comes than it can do, what is too much is dropped and counted.
 *
 * <p>The thread has nothing of the thread that happens to start it: no context class loader, no inheritable thread
 * locals, no access control context, the root thread group. Each of these would keep an application alive that was
 * undeployed. Whatever is left at the JVM's exit is done by a shutdown hook, which exists from the first work on.
 */
final class Background {
    /** How long the JVM's exit, or a detach, waits at most for what is left. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final String name;
    private final Duration idle;
    private final LongSupplier atRest;
    private final Runnable atEnd;
    private final BlockingQueue<Runnable> queue;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean hooked = new AtomicBoolean();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong faults = new AtomicLong();
    private volatile @Nullable Thread thread;
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
        this.queue = new ArrayBlockingQueue<>(capacity);
    }

    /** Takes on some work, at once; false where there is too much already, or it is closed. */
    boolean offer(Runnable work) {
        if (closed) {
            return false;
        }
        if (!queue.offer(work)) {
            dropped.incrementAndGet();
            return false;
        }
        hookIntoExit();
        startIfNeeded();
        return true;
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
            Thread started = newThread(this::run, name);
            thread = started;
            started.start();
        } catch (Throwable noThreadToBeHad) {
            running.set(false);
            throw noThreadToBeHad;
        }
    }

    /** A daemon that has nothing of its maker: made in a privileged block, so that it remembers no caller but us. */
    static Thread newThread(Runnable work, String name) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            Thread thread = new Thread(rootGroup(), work, name, 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        });
    }

    private static @Nullable ThreadGroup rootGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group != null && group.getParent() != null) {
            group = group.getParent();
        }
        return group;
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
        try {
            return closed ? queue.poll() : queue.poll(patience, TimeUnit.NANOSECONDS);
        } catch (InterruptedException someoneWantsItGone) {
            return queue.poll();
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
            Thread added = newThread(() -> finish(PATIENCE), name + "-exit");
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
            if (queue.offer(last, patience.toNanos(), TimeUnit.NANOSECONDS)) {
                startIfNeeded();
                done.await(patience.toNanos(), TimeUnit.NANOSECONDS);
            }
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
