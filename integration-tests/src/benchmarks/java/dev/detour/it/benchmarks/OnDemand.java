package dev.detour.it.benchmarks;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Calls for so many milliseconds as a line of standard input says, and is idle until the next: JVMs that live side by
 * side are measured in turn, each alone. Answers with {@link #ANSWER} and what a call took: microseconds of {@link
 * ProcessCpu}, of which for the upkeep, bytes on the heap, microseconds by the clock; and what the compilers took so
 * far, in seconds. At {@code warm} it calls until they are quiet. The end of the input ends it.
 *
 * <p>Arguments: class and method, {@code JdkCalls.call}; how many threads call.
 */
public final class OnDemand {
    public static final String ANSWER = "=call= ";
    public static final String WARM = "warm";

    /** Of each turn, before it counts: threads wake, and connections that were closed meanwhile are made anew. */
    private static final Duration BEGINNING = Duration.ofMillis(150);

    private final LongAdder calls = new LongAdder();

    /** Of a call, by the system's nanoseconds. */
    private final AtomicLong lastEnd = new AtomicLong();

    private final Semaphore begin = new Semaphore(0);
    private final Semaphore ended = new Semaphore(0);
    private final Callable<Object> call;
    private final int threads;
    private volatile boolean on;

    private OnDemand(String benchmark, int threads) throws ReflectiveOperationException {
        String[] names = benchmark.split("\\.", 2);
        call = new NamedCalls(names[0]).call(names[1]);
        this.threads = threads;
    }

    public static void main(String[] arguments) throws Exception {
        OnDemand demand = new OnDemand(arguments[0], Integer.parseInt(arguments[1]));
        Callers.start(demand.threads, demand::call);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals(WARM)) {
                demand.warmUp();
                System.out.println(ANSWER + WARM);
            } else {
                System.out.println(ANSWER + demand.turn(Duration.ofMillis(Long.parseLong(line))));
            }
        }
        System.exit(0); // the threads go on
    }

    private void call() throws Exception {
        while (true) {
            begin.acquire();
            while (on) {
                call.call();
                calls.increment();
                lastEnd.lazySet(System.nanoTime());
            }
            ended.release();
        }
    }

    private void warmUp() throws Exception {
        on = true;
        begin.release(threads);
        Compilers.awaitQuiet(time -> Thread.sleep(time.toMillis()));
        on = false;
        ended.acquire(threads);
    }

    private String turn(Duration time) throws InterruptedException {
        on = true;
        begin.release(threads);
        Thread.sleep(BEGINNING.toMillis());
        long before = lastEnd.get(); // from the end of a call to the end of a call: they may be few
        long callsBefore = calls.sum();
        Allocated allocated = Allocated.now();
        ProcessCpu cpu = ProcessCpu.now();
        Thread.sleep(time.toMillis());
        double took = lastEnd.get() - before;
        double made = Math.max(1, calls.sum() - callsBefore);
        double bytes = Allocated.now().since(allocated);
        ProcessCpu.Spent spent = cpu.spent();
        on = false;
        ended.acquire(threads);
        return String.format(
                Locale.ROOT,
                "%s %.1f %.3f %.3f",
                spent.over(made),
                bytes / made,
                took / 1_000 * threads / made,
                ProcessCpu.secondsOfCompilers());
    }
}
