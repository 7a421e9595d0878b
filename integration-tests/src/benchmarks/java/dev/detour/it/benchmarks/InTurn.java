package dev.detour.it.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;

/**
 * Two ways of the same call, in turn in one JVM, for some hundredths of a second each: whatever else the machine does
 * hits both alike, and a difference shows that is lost between JVMs. Prints a line for each pair of turns: what a call
 * took in the first way, and in the second, each in microseconds of {@link ProcessCpu}, of which for the upkeep, and in
 * bytes on the heap.
 *
 * <p>Arguments: {@code JdkCalls} or {@code OkHttpCalls}; its method that is the second way, as {@code callByHand}; how
 * many threads call; how many pairs.
 */
public final class InTurn {
    private static final Duration TURN = Duration.ofMillis(60);

    /** Calls that began in the turn before have ended by then. */
    private static final Duration CHANGE = Duration.ofMillis(15);

    private final LongAdder calls = new LongAdder();
    private final List<Callable<Object>> ways;
    private volatile int way;

    private InTurn(List<Callable<Object>> ways) {
        this.ways = ways;
    }

    public static void main(String[] arguments) throws InterruptedException, NoSuchMethodException {
        NamedCalls calls = new NamedCalls(arguments[0]);
        InTurn turns = new InTurn(List.of(calls.call("call"), calls.call(arguments[1])));
        Callers.start(Integer.parseInt(arguments[2]), turns::call);
        Compilers.awaitQuiet(turns::alternate);
        for (int pair = 0; pair < Integer.parseInt(arguments[3]); pair++) {
            System.out.println(String.join(" ", turns.pair()));
        }
        System.exit(0); // the threads go on
    }

    private void call() throws Exception {
        while (true) {
            ways.get(way).call();
            calls.increment();
        }
    }

    private void take(int next) {
        way = next;
        Targets.turn(next);
    }

    private void alternate(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (int next = 0; System.nanoTime() < end; next = 1 - next) {
            take(next);
            Thread.sleep(TURN.toMillis());
        }
    }

    private List<String> pair() throws InterruptedException {
        List<Integer> order = new ArrayList<>(List.of(0, 1));
        Collections.shuffle(order);
        String[] costs = new String[2];
        for (int next : order) {
            take(next);
            Thread.sleep(CHANGE.toMillis());
            long callsBefore = calls.sum();
            Allocated allocated = Allocated.now();
            ProcessCpu cpu = ProcessCpu.now();
            Thread.sleep(TURN.toMillis());
            double made = Math.max(1, calls.sum() - callsBefore);
            double bytes = Allocated.now().since(allocated) / made;
            costs[next] = String.format(Locale.ROOT, "%s %.1f", cpu.spent().over(made), bytes);
        }
        return List.of(costs);
    }
}
