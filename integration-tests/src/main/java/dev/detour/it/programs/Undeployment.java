package dev.detour.it.programs;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.TimeUnit;

/** Tells when a loader is gone. */
final class Undeployment {
    private static final int MOST_SECONDS = 10;

    private final ReferenceQueue<ClassLoader> queue = new ReferenceQueue<>();
    private final Reference<ClassLoader> loader;
    private boolean collected;

    Undeployment(ClassLoader loader) {
        this.loader = new PhantomReference<>(loader, queue);
    }

    /** Asks for collections until the loader is gone; false where it is still there after 10 seconds. */
    boolean isCollected() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (!collected && System.nanoTime() < end) {
            System.gc();
            collected = queue.remove(200) == loader;
        }
        return collected;
    }
}
