package dev.detour.it.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;

/**
 * Two ways of the same call, in turn in one JVM, for milliseconds each: whatever else the machine does hits both alike,
 * and a difference shows that is lost between JVMs. Prints a line for each pair of turns: {@link Taken} for a call in
 * the first way, and in the second.
 *
 * <p>Arguments: {@code JdkCalls} or {@code OkHttpCalls}; its method that is the first way, as {@code call}, and that of
 * the second, as {@code callByHand}; how many threads call; for how many seconds. With {@code detour.benchmark.hooks}
 * the ways differ by {@link Hooks} too.
 */
public final class InTurn {
    private final Turns turns;
    private final IntConsumer hooks;

    /** How turns are taken and measured. */
    interface Turns {
        /** From now on in the first way, with index 0, or in the second. No call is under way meanwhile. */
        void take(int way, Runnable change) throws Exception;

        /** What a call took, of a turn of that way. */
        Taken turn() throws Exception;
    }

    private InTurn(Turns turns, IntConsumer hooks) {
        this.turns = turns;
        this.hooks = hooks;
    }

    public static void main(String[] arguments) throws Exception {
        NamedCalls calls = new NamedCalls(arguments[0]);
        List<Callable<Object>> ways = List.of(calls.call(arguments[1]), calls.call(arguments[2]));
        ways.get(1).call(); // the agent comes with the first
        int threads = Integer.parseInt(arguments[3]);
        Turns turns = threads == 1 ? new ShortTurns(ways) : new TimedTurns(ways, threads);
        InTurn inTurn = new InTurn(turns, Hooks.areWanted() ? new Hooks()::take : way -> {});
        Compilers.awaitQuiet(inTurn::alternate);
        Duration time = Duration.ofMillis(Math.round(1_000 * Double.parseDouble(arguments[4])));
        inTurn.alternate(time).forEach(System.out::println);
        System.exit(0); // the threads go on
    }

    /** The pairs of so much time. */
    private List<String> alternate(Duration time) throws Exception {
        List<String> pairs = new ArrayList<>();
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            pairs.add(pair());
        }
        return pairs;
    }

    private String pair() throws Exception {
        List<Integer> order = new ArrayList<>(List.of(0, 1));
        Collections.shuffle(order);
        Taken[] taken = new Taken[2];
        for (int way : order) {
            turns.take(way, () -> hooks.accept(way));
            taken[way] = turns.turn();
        }
        return taken[0] + " " + taken[1];
    }
}
