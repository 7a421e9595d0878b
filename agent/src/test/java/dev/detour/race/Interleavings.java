package dev.detour.race;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs a race in every order in which its threads may come to what they share, with a bound on how often one of them is
 * made to wait although it could go on: nearly all races are lost by one or two of these (Musuvathi and Qadeer, 2007).
 * Where all that is shared is atomic, volatile or guarded, this is all that can happen.
 *
 * <p>It needs no luck, and no load: the orders are the same on every machine. jcstress needs minutes and both, to find
 * what weak memory does besides; the classes that are looked at here share nothing that could show it.
 */
public final class Interleavings {
    /** What the long form adds: {@code mvn verify -Praces}. */
    private static final int MORE_SWITCHES = Integer.getInteger("detour.race.more", 0);

    /** So that the long form ends, which tells where it stopped; the short one is to come nowhere near. */
    private static final int MOST_RUNS = 300_000;

    private Interleavings() {}

    /**
     * All orders.
     *
     * @param race loaded anew with all of our classes, which are made to stop where they touch what is shared
     * @return how many there were; of so many that it would not end, how many were run
     */
    public static int explore(Class<? extends Race> race, int mostSwitches) throws Throwable {
        Class<?> stopping = new StoppingClasses(race.getClassLoader()).loadClass(race.getName());
        List<Schedule.Choice> choices = new ArrayList<>();
        int runs = 0;
        do {
            Schedule schedule = new Schedule(choices, mostSwitches + MORE_SWITCHES);
            var constructor = stopping.getDeclaredConstructor();
            constructor.setAccessible(true);
            Race fresh = (Race) constructor.newInstance();
            try {
                schedule.run(fresh.threads());
                fresh.check();
            } catch (Throwable lost) {
                throw new AssertionError("run " + runs + ", order " + schedule, lost);
            }
            runs++;
            if (runs == MOST_RUNS) {
                tellStopped(race);
                return runs;
            }
        } while (next(choices));
        return runs;
    }

    private static void tellStopped(Class<? extends Race> race) {
        String told = race.getName() + ": not all orders, there are more than " + MOST_RUNS;
        if (MORE_SWITCHES == 0) {
            throw new AssertionError(told);
        }
        System.out.println(told);
    }

    /** The last choice that can be made otherwise is; what was chosen after it is forgotten. */
    private static boolean next(List<Schedule.Choice> choices) {
        while (!choices.isEmpty()) {
            Schedule.Choice last = choices.get(choices.size() - 1);
            if (++last.taken < last.of) {
                return true;
            }
            choices.remove(choices.size() - 1);
        }
        return false;
    }
}
