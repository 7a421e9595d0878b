package dev.detour.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets a target take an input, and fails where that cost more than the input's length allows. Counted are the thread's own
 * processor time and the bytes that it allocated: neither depends on what else the machine does. Only what never ends is
 * noticed by the clock.
 */
final class Bounds {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Far beyond what any input may take. */
    private static final long HANGS_MILLIS = 30_000;

    private static final int MEASURED_AGAIN = 2;
    private static final long FREE_MILLIS = 1_000;
    private static final long NANOS_A_BYTE = 40_000;
    private static final long FREE_BYTES = 8 << 20;
    private static final long BYTES_A_BYTE = 500;

    private final Target target;

    private final long freeMillis;
    private final long freeBytes;

    /** For inputs of some kilobytes. */
    Bounds(Target target) {
        this(target, FREE_MILLIS, FREE_BYTES);
    }

    private Bounds(Target target, long freeMillis, long freeBytes) {
        this.target = target;
        this.freeMillis = freeMillis;
        this.freeBytes = freeBytes;
    }

    /** For inputs of some megabytes, packed ones among them. */
    static Bounds ofLarge(Target target) {
        return new Bounds(target, 5_000, 1L << 31);
    }

    /**
     * For a JVM in which Jazzer watches each step: that takes time, and allocates more than the target does. Bounds time
     * alone; memory is bounded by the heap, and counted where {@link LongFuzz} takes what was found once more.
     */
    static Bounds ofSlowed(Target target) {
        return new Bounds(target, 15_000, Long.MAX_VALUE / 2);
    }

    /** On a thread of its own, which is given up where it hangs. */
    void takeWatched(byte[] input) throws Throwable {
        Throwable[] thrown = new Throwable[1];
        Thread worker = new Thread(() -> thrown[0] = failure(input), "fuzz");
        worker.setDaemon(true);
        worker.start();
        worker.join(HANGS_MILLIS);
        if (worker.isAlive()) {
            AssertionError hangs = new AssertionError("no end after " + HANGS_MILLIS + " ms");
            hangs.setStackTrace(worker.getStackTrace());
            throw hangs;
        }
        if (thrown[0] != null) {
            throw thrown[0];
        }
    }

    private @Nullable Throwable failure(byte[] input) {
        try {
            take(input);
            return null;
        } catch (Throwable failure) {
            return failure;
        }
    }

    /** On this thread. What is over the bounds is taken again: the first time may have loaded classes. */
    void take(byte[] input) throws Throwable {
        String over = over(input);
        for (int i = 0; over != null && i < MEASURED_AGAIN; i++) {
            over = over(input);
        }
        if (over != null) {
            throw new AssertionError(over);
        }
    }

    private @Nullable String over(byte[] input) throws Throwable {
        long cpu = THREADS.getCurrentThreadCpuTime();
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        target.take(input);
        long millis = TimeUnit.NANOSECONDS.toMillis(THREADS.getCurrentThreadCpuTime() - cpu);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - bytes;
        long mostMillis = freeMillis + TimeUnit.NANOSECONDS.toMillis(NANOS_A_BYTE * input.length);
        long mostBytes = freeBytes + BYTES_A_BYTE * input.length;
        if (millis > mostMillis) {
            return input.length + " bytes took " + millis + " ms of processor time, more than " + mostMillis;
        }
        return allocated > mostBytes
                ? input.length + " bytes had " + allocated + " bytes allocated, more than " + mostBytes
                : null;
    }
}
