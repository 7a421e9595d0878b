package dev.detour.it.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/** Many threads call, for some hundredths of a second in each way; the CPU is {@link ProcessCpu}. */
final class TimedTurns implements InTurn.Turns {
    private static final Duration TURN = Duration.ofMillis(60);

    /** All threads call again by then. */
    private static final Duration CHANGE = Duration.ofMillis(15);

    private final LongAdder calls = new LongAdder();
    private final List<Callable<Object>> ways;
    private final int threads;
    private final Semaphore underWay;
    private volatile int way;

    /** Begins at once, in the first way. */
    TimedTurns(List<Callable<Object>> ways, int threads) {
        this.ways = ways;
        this.threads = threads;
        this.underWay = new Semaphore(threads, true);
        Callers.start(threads, this::call);
    }

    private void call() throws Exception {
        while (true) {
            underWay.acquire();
            ways.get(way).call();
            underWay.release();
            calls.increment();
        }
    }

    @Override
    public void take(int next, Runnable change) throws InterruptedException {
        underWay.acquire(threads);
        way = next;
        change.run();
        underWay.release(threads);
    }

    @Override
    public Taken turn() throws InterruptedException {
        Thread.sleep(CHANGE.toMillis());
        long callsBefore = calls.sum();
        long began = System.nanoTime();
        Allocated allocated = Allocated.now();
        ProcessCpu cpu = ProcessCpu.now();
        Thread.sleep(TURN.toMillis());
        double made = Math.max(1, calls.sum() - callsBefore);
        double bytes = Allocated.now().since(allocated);
        ProcessCpu.Spent spent = cpu.spent().over(made);
        return new Taken(spent.all, spent.upkeep, bytes / made, (System.nanoTime() - began) / 1e3 * threads / made);
    }
}
