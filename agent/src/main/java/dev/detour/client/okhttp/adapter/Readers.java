package dev.detour.client.okhttp.adapter;

import dev.detour.exchange.Daemons;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that read the beginnings of failed answers. They end as soon as there is none to read for a second: a thread
 * keeps the loaders alive of whoever made it.
 */
final class Readers implements Executor {
    private final Executor threads = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            reading -> Daemons.daemon("detour-read", reading));

    @Override
    public void execute(Runnable reading) {
        threads.execute(reading);
    }
}
