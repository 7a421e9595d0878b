package dev.detour.race;

import java.util.List;

/** Some threads on a state of their own: made anew for each order of their steps, by a constructor without arguments. */
public interface Race {
    /** What each of the threads does. */
    List<Runnable> threads();

    /** Called when all have ended: throws where what they left cannot be. */
    void check();
}
