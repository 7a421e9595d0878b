package dev.detour.it.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Ways of the same call, in turn in one JVM, for milliseconds each: whatever else the machine does hits all alike, and a
 * difference shows that is lost between JVMs. Prints a line for each round of turns: {@link Taken} for a call in each
 * way, in the order of the arguments.
 *
 * <p>Arguments: {@code JdkCalls} or {@code OkHttpCalls}; how many threads call; for how many seconds; and two or more
 * ways, as {@link NamedCalls#call} takes them. With {@code detour.benchmark.hooks} the agent is at its {@link Hooks} in
 * the last of them alone.
 */
public final class InTurn {
    private final Turns turns;
    private final IntConsumer hooks;
    private final List<Integer> order;

    /** How turns are taken and measured. */
    interface Turns {
        /** From now on in the way with that index. No call is under way meanwhile. */
        void take(int way, Runnable change) throws Exception;

        /** What a call took, of a turn of that way. */
        Taken turn() throws Exception;
    }

    private InTurn(Turns turns, int ways, IntConsumer hooks) {
        this.turns = turns;
        this.hooks = hooks;
        this.order = IntStream.range(0, ways).boxed().collect(Collectors.toList());
    }

    public static void main(String[] arguments) throws Exception {
        NamedCalls calls = new NamedCalls(arguments[0]);
        int threads = Integer.parseInt(arguments[1]);
        Duration time = Duration.ofMillis(Math.round(1_000 * Double.parseDouble(arguments[2])));
        List<Callable<Object>> ways = new ArrayList<>();
        for (String way : List.of(arguments).subList(3, arguments.length)) {
            ways.add(calls.call(way));
        }
        int last = ways.size() - 1;
        ways.get(last).call(); // the agent comes with the first
        Turns turns = threads == 1 ? new ShortTurns(ways) : new TimedTurns(ways, threads);
        InTurn inTurn = new InTurn(turns, ways.size(), Hooks.areWanted() ? agentInOnly(last) : way -> {});
        Compilers.awaitQuiet(inTurn::alternate);
        inTurn.alternate(time).forEach(System.out::println);
        System.exit(0); // the threads go on
    }

    private static IntConsumer agentInOnly(int last) throws ReflectiveOperationException {
        Hooks hooks = new Hooks();
        return way -> hooks.set(way == last);
    }

    /** The rounds of so much time. */
    private List<String> alternate(Duration time) throws Exception {
        List<String> rounds = new ArrayList<>();
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            rounds.add(round());
        }
        return rounds;
    }

    private String round() throws Exception {
        Collections.shuffle(order);
        Taken[] taken = new Taken[order.size()];
        for (int way : order) {
            turns.take(way, () -> hooks.accept(way));
            taken[way] = turns.turn();
        }
        return Arrays.stream(taken).map(Taken::toString).collect(Collectors.joining(" "));
    }
}
