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
        ExecutorService threads = threads();
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

    /** Of the kind that JMH was asked for; this is compiled for releases without virtual ones. */
    private static ExecutorService threads() throws ReflectiveOperationException {
        return "VIRTUAL".equals(System.getProperty("jmh.executor"))
                ? (ExecutorService) Executors.class
                        .getMethod("newVirtualThreadPerTaskExecutor")
                        .invoke(null)
                : Executors.newCachedThreadPool();
    }
}
