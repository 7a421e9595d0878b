package dev.detour.it.benchmarks;

import java.util.concurrent.Callable;

/** Time that the calling thread takes, and next to no code: it looks at the clock until the time is over. */
final class Pause {
    private Pause() {}

    /** Calls with half of the time before it and half after. */
    static <T> T around(Callable<T> call, long nanos) throws Exception {
        long half = nanos / 2;
        spin(half);
        T result = call.call();
        spin(half);
        return result;
    }

    static void spin(long nanos) {
        long began = System.nanoTime();
        while (System.nanoTime() - began < nanos) {
            // The clock is all that is looked at.
        }
    }
}
