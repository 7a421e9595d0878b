package dev.detour.call;

import dev.detour.exchange.Outcome;
import dev.detour.exchange.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/**
 * Many JVMs that call one origin, each at chance times of its own, in a time that is only counted. The same every
 * time: chance is seeded, and things that fall on one millisecond come in the order in which they were planned.
 */
final class SimulatedFleet implements Ticker {
    /** Of each JVM. */
    private static final double CALLS_A_SECOND = 1;

    private static final Outcome WELL = Outcome.answered(200, name -> null);
    private static final Outcome UNAVAILABLE = Outcome.answered(503, name -> null);

    private final SimulatedOrigin origin;
    private final SplittableRandom random;
    private final int jvms;
    private final PriorityQueue<Planned> plan = new PriorityQueue<>(Planned.ORDER);
    private final long endMillis;
    final int[] calls;
    final int[] sends;
    final int[] answered;
    final int[] failed;
    private long nowMillis;
    private long planned;

    SimulatedFleet(int jvms, SimulatedOrigin origin, Duration time, long seed) {
        this.jvms = jvms;
        this.origin = origin;
        this.random = new SplittableRandom(seed);
        this.endMillis = time.toMillis();
        int seconds = (int) time.toSeconds() + 1;
        calls = new int[seconds];
        sends = new int[seconds];
        answered = new int[seconds];
        failed = new int[seconds];
    }

    int jvms() {
        return jvms;
    }

    /** From 0, below 1. */
    double random() {
        return random.nextDouble();
    }

    /** Runs it to its end. {@code callers} makes a call of the JVM of this number. */
    void run(IntFunction<SimulatedCaller> callers) {
        for (int jvm = 0; jvm < jvms; jvm++) {
            planCall(jvm, callers);
        }
        while (!plan.isEmpty() && plan.peek().millis < endMillis) {
            Planned next = plan.remove();
            nowMillis = next.millis;
            next.what.run();
        }
    }

    private void planCall(int jvm, IntFunction<SimulatedCaller> callers) {
        // The exponential distribution, by a logarithm that is the same on every machine.
        double wait = -StrictMath.log(1 - random.nextDouble()) / CALLS_A_SECOND * 1000;
        at(nowMillis + (long) wait, () -> {
            calls[second()]++;
            send(callers.apply(jvm));
            planCall(jvm, callers);
        });
    }

    private void send(SimulatedCaller caller) {
        sends[second()]++;
        boolean well = origin.answers(nowMillis);
        long again = caller.after(well ? WELL : UNAVAILABLE);
        if (again != SimulatedCaller.DONE) {
            at(nowMillis + again, () -> send(caller));
        } else if (well) {
            answered[second()]++;
        } else {
            failed[second()]++;
        }
    }

    private void at(long millis, Runnable what) {
        plan.add(new Planned(millis, planned++, what));
    }

    private int second() {
        return (int) (nowMillis / 1000);
    }

    @Override
    public long nanos() {
        return Duration.ofMillis(nowMillis).toNanos();
    }

    @Override
    public Instant now() {
        return Instant.ofEpochMilli(nowMillis);
    }

    private static final class Planned {
        static final Comparator<Planned> ORDER = Comparator.<Planned>comparingLong(planned -> planned.millis)
                .thenComparingLong(planned -> planned.number);

        final long millis;
        final long number;
        final Runnable what;

        Planned(long millis, long number, Runnable what) {
            this.millis = millis;
            this.number = number;
            this.what = what;
        }
    }
}
