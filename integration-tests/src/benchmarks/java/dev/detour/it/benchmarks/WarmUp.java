package dev.detour.it.benchmarks;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * What is to be measured, done by as many threads, until the JVM's compilers have no more to do: where threads fight
 * for the cores, that takes half a minute and longer, and longer with more code. What is not yet compiled would be
 * taken for the cost of who stands in between.
 *
 * <p>By platform threads, where virtual ones are measured, too: JMH's, which wait for this at a monitor, hold all carriers
 * until JDK 24. What is special about virtual ones is left to JMH's own warm-up.
 */
final class WarmUp {
    private final Object subject;
    private final BenchmarkParams benchmark;
    private volatile boolean over;

    WarmUp(Object subject, BenchmarkParams benchmark) {
        this.subject = subject;
        this.benchmark = benchmark;
    }

    /** Throws what the work throws. */
    void run() throws Exception {
        Method work = subject.getClass().getMethod(name());
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < benchmark.getThreads(); i++) {
                workers.add(threads.submit((Callable<?>) () -> {
                    repeat(work);
                    return null;
                }));
            }
            Compilers.awaitQuiet(time -> Thread.sleep(time.toMillis()));
            over = true;
            for (Future<?> worker : workers) {
                worker.get(1, TimeUnit.MINUTES);
            }
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure.getCause());
        } finally {
            over = true;
            threads.shutdown();
        }
    }

    private String name() {
        String all = benchmark.getBenchmark();
        return all.substring(all.lastIndexOf('.') + 1);
    }

    private void repeat(Method work) throws Exception {
        try {
            while (!over) {
                work.invoke(subject);
            }
        } catch (InvocationTargetException failure) {
            throw new IllegalStateException(failure.getCause());
        }
    }
}
