package dev.detour.it.benchmarks;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * One thread calls, for two milliseconds in each way and at least once, which is shorter than most of what else a
 * machine does. The CPU is that of {@link JavaThreads}.
 */
final class ShortTurns implements InTurn.Turns {
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final List<Callable<Object>> ways;
    private int way;

    ShortTurns(List<Callable<Object>> ways) {
        this.ways = ways;
    }

    @Override
    public void take(int next, Runnable change) {
        way = next;
        change.run();
    }

    @Override
    public Taken turn() throws Exception {
        Callable<Object> call = ways.get(way);
        call.call(); // what other threads have still to do for the last turn's goes into this
        JavaThreads before = JavaThreads.now();
        long began = System.nanoTime();
        int calls = 0;
        long ended;
        do {
            call.call();
            calls++;
            ended = System.nanoTime();
        } while (ended - began < TURN_NANOS);
        return JavaThreads.now().since(before, calls, (ended - began) / 1e3 / calls);
    }
}
