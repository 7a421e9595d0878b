package dev.detour.it.children;

import java.util.concurrent.TimeUnit;

/** Looks at what shows itself only after a while, now and then, until it does. */
public final class Patience {
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(90);
    private static final int PAUSE_MILLIS = 50;

    private Patience() {}

    /** Runs these until they hold. Throws what still fails after 90 seconds. */
    public static void until(Runnable assertions) {
        long end = System.nanoTime() + LONGEST_NANOS;
        while (true) {
            try {
                assertions.run();
                return;
            } catch (AssertionError notYet) {
                if (System.nanoTime() > end) {
                    throw notYet;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
