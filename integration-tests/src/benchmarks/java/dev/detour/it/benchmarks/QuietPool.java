package dev.detour.it.benchmarks;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.internal.concurrent.TaskRunner;
import okhttp3.internal.connection.ConnectionListener;

/**
 * OkHttp without its two threads, of which one looks after idle connections and the other after timeouts. Every call
 * wakes them, every other time out of a sleep, and what that takes differs by more than a call with the agent does from
 * one without. With a network they are there.
 */
final class QuietPool {
    private QuietPool() {}

    static OkHttpClient.Builder use(OkHttpClient.Builder client) {
        TaskRunner nobody = new TaskRunner(new Nobody(), Logger.getLogger(QuietPool.class.getName()));
        return client.connectTimeout(0, TimeUnit.MILLISECONDS)
                .readTimeout(0, TimeUnit.MILLISECONDS)
                .writeTimeout(0, TimeUnit.MILLISECONDS)
                .connectionPool(
                        new ConnectionPool(1_000, 5, TimeUnit.MINUTES, nobody, ConnectionListener.Companion.getNONE()));
    }

    /** Takes tasks, and does none of them. */
    private static final class Nobody implements TaskRunner.Backend {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void coordinatorNotify(TaskRunner runner) {}

        @Override
        public void coordinatorWait(TaskRunner runner, long nanos) {}

        @Override
        public <T> BlockingQueue<T> decorate(BlockingQueue<T> queue) {
            return queue;
        }

        @Override
        public void execute(TaskRunner runner, Runnable runnable) {}
    }
}
