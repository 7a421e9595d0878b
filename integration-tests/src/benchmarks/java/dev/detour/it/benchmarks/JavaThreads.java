package dev.detour.it.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.detour.it.benchmarks.ThreadTimes.Part;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.HashMap;
import java.util.Map;

/**
 * What all Java threads that live have taken so far, of CPU time to the nanosecond and of the heap: theirs, not what the
 * JVM's compilers and its collector do for them. Some microseconds to ask, and the same for each way that is compared.
 */
final class JavaThreads {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Of threads seen so far, by their numbers. By one thread. */
    private static final Map<Long, Part> PARTS = new HashMap<>();

    private final long[] ids;
    private final long[] nanos;
    private final long[] bytes;

    private JavaThreads(long[] ids) {
        this.ids = ids;
        this.nanos = THREADS.getThreadCpuTime(ids);
        this.bytes = THREADS.getThreadAllocatedBytes(ids);
    }

    static JavaThreads now() {
        return new JavaThreads(THREADS.getAllThreadIds());
    }

    /**
     * For each of so many calls since then. Of threads that have ended meanwhile nothing is known.
     *
     * @param time microseconds of a call by the clock
     */
    Taken since(JavaThreads before, int calls, double time) {
        double all = 0;
        double upkeep = 0;
        double heap = 0;
        for (int i = 0; i < ids.length; i++) {
            int known = before.indexOf(ids[i]);
            double spent = Math.max(0, nanos[i] - (known < 0 ? 0 : before.nanos[known])); // less: it has ended
            all += spent;
            if (PARTS.computeIfAbsent(ids[i], JavaThreads::part) == Part.UPKEEP) {
                upkeep += spent;
            }
            heap += Math.max(0, bytes[i] - (known < 0 ? 0 : before.bytes[known]));
        }
        return new Taken(all / 1e3 / calls, upkeep / 1e3 / calls, heap / calls, time);
    }

    private int indexOf(long id) {
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] == id) {
                return i;
            }
        }
        return -1;
    }

    private static Part part(long id) {
        ThreadInfo thread = THREADS.getThreadInfo(id);
        return thread == null ? Part.ALL_ELSE : Part.of(thread.getThreadName());
    }
}
