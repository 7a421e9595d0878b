package dev.detour.doctor;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Work that may hang, with an end. A read has a timeout of its own in Java, a name look-up and a peer that drips byte by
 * byte have none.
 */
final class Bounded {
    /** A thread for each; none keeps the JVM alive. */
    static final Executor THREADS = work -> {
        Thread thread = new Thread(work, "detour-doctor");
        thread.setDaemon(true);
        thread.start();
    };

    private Bounded() {}

    /**
     * Does it on a thread of its own.
     *
     * @param held closed where the time is over, so that the thread ends too
     * @throws SocketTimeoutException where the time is over
     */
    static <T> T run(Duration longest, Closeable held, Callable<T> work) throws IOException {
        FutureTask<T> task = new FutureTask<>(work);
        THREADS.execute(task);
        try {
            return task.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException over) {
            held.close();
            task.cancel(true);
            throw new SocketTimeoutException("no end within " + Wording.duration(longest.toMillis()));
        } catch (ExecutionException failed) {
            throw rethrown(failed.getCause());
        } catch (InterruptedException stopped) {
            held.close();
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private static IOException rethrown(@Nullable Throwable cause) {
        if (cause instanceof RuntimeException) {
            throw (RuntimeException) cause;
        }
        if (cause instanceof Error) {
            throw (Error) cause;
        }
        return cause instanceof IOException ? (IOException) cause : new IOException(cause);
    }
}
