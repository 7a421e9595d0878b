package dev.detour.race;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One order in which threads take their turns: one of them runs, all others wait until it comes to a place where another may
 * go on. Which one does is read from the choices, and from their end on it is the one that runs.
 *
 * <p>Its static methods are what instrumented classes call; on a thread of nobody's they do as the JDK does.
 */
public final class Schedule {
    private static final int MOST_STEPS = 5_000;
    private static final long HANGS_MILLIS = 30_000;
    private static final ThreadLocal<@Nullable Turn> MINE = new ThreadLocal<>();

    private final List<Turn> turns = new ArrayList<>();
    private final List<Choice> choices;
    private final int mostSwitches;
    private final IdentityHashMap<Object, Turn> owners = new IdentityHashMap<>();
    private final IdentityHashMap<Object, Integer> depths = new IdentityHashMap<>();
    private @Nullable Turn running;
    private @Nullable Throwable failure;
    private int steps;
    private int made;
    private int switches;

    /** One of several that might have gone on. */
    static final class Choice {
        int taken;
        final int of;

        Choice(int of) {
            this.of = of;
        }
    }

    /** A thread, and what keeps it from going on. */
    private final class Turn {
        private final Thread thread;
        private @Nullable Object wantsMonitorOf;
        private @Nullable Object waitsFor;
        private boolean ended;

        Turn(Runnable work) {
            thread = new Thread(() -> run(work), "race-" + turns.size());
            thread.setDaemon(true);
        }

        private void run(Runnable work) {
            MINE.set(this);
            try {
                awaitTurn(this);
                work.run();
            } catch (Throwable thrown) {
                fail(thrown);
            } finally {
                synchronized (Schedule.this) {
                    ended = true;
                    handOver(this, false);
                }
            }
        }

        boolean isReady() {
            return !ended && waitsFor == null && (wantsMonitorOf == null || !owners.containsKey(wantsMonitorOf));
        }

        Schedule schedule() {
            return Schedule.this;
        }
    }

    /**
     * One run.
     *
     * @param choices those that are to be made; what is chosen beyond them is added
     * @param mostSwitches how often a thread that could go on is made to wait
     */
    Schedule(List<Choice> choices, int mostSwitches) {
        this.choices = choices;
        this.mostSwitches = mostSwitches;
    }

    void run(List<Runnable> works) throws Throwable {
        works.forEach(work -> turns.add(new Turn(work)));
        turns.forEach(turn -> turn.thread.start());
        synchronized (this) {
            handOver(null, false);
        }
        for (Turn turn : turns) {
            turn.thread.join(HANGS_MILLIS);
            if (turn.thread.isAlive()) {
                throw new AssertionError(turn.thread.getName() + " hangs at " + List.of(turn.thread.getStackTrace()));
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Called before each access to what threads share. */
    public static void point() {
        Turn mine = MINE.get();
        if (mine != null) {
            mine.schedule().pass(mine);
        }
    }

    /** Called in the place of {@code monitorenter}: a thread that has a monitor may be made to wait. */
    public static void enter(Object monitor) {
        Turn mine = MINE.get();
        if (mine != null) {
            mine.schedule().lock(mine, monitor);
        }
    }

    /** Called in the place of {@code monitorexit}. */
    public static void exit(Object monitor) {
        Turn mine = MINE.get();
        if (mine != null) {
            mine.schedule().unlock(monitor);
        }
    }

    /** Called in the place of {@link Object#wait(long)}: its time is over when nobody else can go on. */
    public static void await(Object monitor, long millis) {
        Turn mine = MINE.get();
        if (mine != null) {
            mine.schedule().sleep(mine, monitor);
        }
    }

    /** Called in the place of {@link Object#notifyAll()}. */
    public static void wake(Object monitor) {
        Turn mine = MINE.get();
        if (mine != null) {
            mine.schedule().wakeAll(monitor);
        }
    }

    private synchronized void pass(Turn mine) {
        if (failure != null) {
            return; // nothing matters any more; all run to their ends
        }
        if (++steps > MOST_STEPS) {
            fail(new AssertionError("no end after " + MOST_STEPS + " steps"));
            return;
        }
        handOver(mine, true);
        awaitTurn(mine);
    }

    private synchronized void lock(Turn mine, Object monitor) {
        mine.wantsMonitorOf = monitor;
        if (owners.get(monitor) != mine) {
            handOver(mine, true);
            awaitTurn(mine);
        }
        mine.wantsMonitorOf = null;
        owners.put(monitor, mine);
        depths.merge(monitor, 1, Integer::sum);
    }

    private synchronized void unlock(Object monitor) {
        if (depths.merge(monitor, -1, Integer::sum) == 0) {
            owners.remove(monitor);
        }
    }

    private synchronized void sleep(Turn mine, Object monitor) {
        owners.remove(monitor);
        depths.put(monitor, 0);
        mine.waitsFor = monitor;
        mine.wantsMonitorOf = monitor;
        handOver(mine, true);
        awaitTurn(mine);
        mine.wantsMonitorOf = null;
        owners.put(monitor, mine);
        depths.put(monitor, 1);
    }

    private synchronized void wakeAll(Object monitor) {
        for (Turn turn : turns) {
            if (turn.waitsFor == monitor) {
                turn.waitsFor = null;
            }
        }
    }

    private synchronized void awaitTurn(Turn mine) {
        try {
            while (running != mine && failure == null) {
                wait(HANGS_MILLIS);
            }
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
    }

    private synchronized void fail(Throwable thrown) {
        if (failure == null) {
            failure = thrown;
        }
        notifyAll();
    }

    private synchronized void handOver(@Nullable Turn from, boolean mayStay) {
        List<Turn> ready = new ArrayList<>();
        boolean stays = from != null && mayStay && from.isReady();
        if (stays) {
            ready.add(from);
        }
        for (Turn turn : turns) {
            if (turn != from && turn.isReady()) {
                ready.add(turn);
            }
        }
        if (ready.isEmpty()) {
            ready.addAll(timedOut());
        }
        if (!ready.isEmpty()) {
            boolean settled = stays && switches >= mostSwitches;
            running = ready.get(settled ? 0 : choose(ready.size()));
            switches += stays && running != from ? 1 : 0;
        }
        if (running != from) {
            notifyAll();
        }
    }

    private List<Turn> timedOut() {
        for (Turn turn : turns) {
            if (!turn.ended && turn.waitsFor != null) {
                turn.waitsFor = null;
                return List.of(turn);
            }
        }
        return List.of();
    }

    private int choose(int of) {
        if (of == 1) {
            return 0;
        }
        if (made == choices.size()) {
            choices.add(new Choice(of));
        }
        return choices.get(made++).taken;
    }

    /** Which way was gone, for people. */
    @Override
    public String toString() {
        StringBuilder way = new StringBuilder();
        choices.forEach(choice -> way.append(choice.taken));
        return way.toString();
    }
}
