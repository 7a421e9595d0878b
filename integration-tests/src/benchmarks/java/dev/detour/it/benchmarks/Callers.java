package dev.detour.it.benchmarks;

import java.lang.reflect.InvocationTargetException;

/** Threads that call for as long as the JVM lives. */
final class Callers {
    /** Calls again and again, and never ends. */
    interface Loop {
        void run() throws Exception;
    }

    private Callers() {}

    /** Starts so many. Where one fails the JVM ends with 1: what it measures would be something else. */
    static void start(int threads, Loop loop) {
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> run(loop), "caller");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void run(Loop loop) {
        try {
            loop.run();
        } catch (Throwable failure) {
            Throwable cause = failure instanceof InvocationTargetException ? failure.getCause() : failure;
            cause.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }
}
