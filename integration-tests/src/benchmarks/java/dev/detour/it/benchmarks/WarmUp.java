package dev.detour.it.benchmarks;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
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
 * What is to be measured, done by as many threads, until the JVM's compilers have no more to do: where threads fight for
 * the cores, that takes half a minute and longer, and longer with more code. What is not yet compiled would be taken for
 * the cost of who stands in between.
 */
final class WarmUp {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final int QUIET_LOOKS = 3;
    private static final int MOST_LOOKS = 60;

    /** Of the time by the clock; a few methods are compiled anew for ever. */
    private static final double QUIET = 0.05;

    private final CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
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
            awaitQuiet();
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

    private void awaitQuiet() throws InterruptedException {
        int quiet = 0;
        long before = compilers.getTotalCompilationTime();
        for (int look = 0; look < MOST_LOOKS && quiet < QUIET_LOOKS; look++) {
            Thread.sleep(LOOK.toMillis());
            long now = compilers.getTotalCompilationTime();
            quiet = now - before < QUIET * LOOK.toMillis() ? quiet + 1 : 0;
            before = now;
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
