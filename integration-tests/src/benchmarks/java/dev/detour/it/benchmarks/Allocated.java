package dev.detour.it.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/** What the threads that live have put on the heap so far, in bytes, but for the one that asks. */
final class Allocated {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Map<Long, Long> bytes = new HashMap<>();

    private Allocated() {}

    static Allocated now() {
        Allocated now = new Allocated();
        long[] threads = THREADS.getAllThreadIds();
        long[] bytes = THREADS.getThreadAllocatedBytes(threads);
        for (int i = 0; i < threads.length; i++) {
            if (threads[i] != Thread.currentThread().getId()) {
                now.bytes.put(threads[i], Math.max(0, bytes[i])); // less than nothing: it has ended
            }
        }
        return now;
    }

    /** What the threads of this one have put there since the other, in bytes; who ended in between is left out. */
    long since(Allocated before) {
        long since = 0;
        for (Map.Entry<Long, Long> thread : bytes.entrySet()) {
            since += Math.max(0, thread.getValue() - before.bytes.getOrDefault(thread.getKey(), 0L));
        }
        return since;
    }
}
