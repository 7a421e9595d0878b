package dev.detour.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BackgroundTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final Background background = new Background("test-events", 100, LONG, this::rest, () -> done.add("end"));

    private long rest() {
        done.add("rest");
        return 0;
    }

    @AfterEach
    void close() {
        background.close(LONG);
    }

    @Test
    void all_that_was_taken_on_is_done_in_order_before_it_closes() {
        IntStream.range(0, 50).forEach(i -> background.offer(() -> done.add("" + i)));
        background.close(LONG);

        assertThat(done.subList(0, 50))
                .containsExactlyElementsOf(
                        IntStream.range(0, 50).mapToObj(i -> "" + i).toList());
        assertThat(done.subList(50, done.size())).containsOnlyOnce("end").endsWith("rest");
    }

    @Test
    void after_closing_nothing_is_taken_on_and_no_thread_is_left() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        background.offer(() -> thread.complete(Thread.currentThread()));
        background.close(LONG);

        assertThat(background.offer(() -> done.add("late"))).isFalse();
        assertThat(thread.get().isAlive()).isFalse();
        assertThat(done).doesNotContain("late");
    }

    @Test
    void where_there_was_nothing_to_do_nothing_was_started() {
        background.close(LONG);

        assertThat(done).isEmpty();
    }

    @Test
    void what_is_too_much_is_dropped_and_counted_without_waiting() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        background.offer(() -> {
            begun.countDown();
            awaitUninterruptibly(hangs);
        });
        begun.await();
        IntStream.range(0, 100)
                .forEach(i -> assertThat(background.offer(() -> done.add("x"))).isTrue());

        assertThat(background.offer(() -> done.add("too much"))).isFalse();
        assertThat(background.offer(() -> done.add("too much"))).isFalse();
        assertThat(background.dropped()).isEqualTo(2);
        hangs.countDown();
        background.close(LONG);
        assertThat(done.stream().filter("x"::equals)).hasSize(100);
        assertThat(done).doesNotContain("too much");
    }

    @Test
    void closing_does_not_wait_for_work_that_hangs() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        background.offer(() -> {
            thread.complete(Thread.currentThread());
            awaitUninterruptibly(hangs);
        });
        thread.get();

        background.close(Duration.ofMillis(20));

        assertThat(thread.get().isAlive()).isTrue();
        hangs.countDown();
        thread.get().join();
        assertThat(done).contains("end");
    }

    @Test
    void the_thread_goes_when_idle_and_comes_again() throws Exception {
        Background shortLived = new Background("test-events", 100, Duration.ofNanos(1), () -> 0, () -> {});
        CompletableFuture<Thread> first = new CompletableFuture<>();
        shortLived.offer(() -> first.complete(Thread.currentThread()));
        first.get().join();

        CompletableFuture<Thread> second = new CompletableFuture<>();
        shortLived.offer(() -> second.complete(Thread.currentThread()));

        assertThat(second.get(30, TimeUnit.SECONDS)).isNotSameAs(first.get());
        shortLived.close(LONG);
    }

    @Test
    void the_thread_stays_for_what_it_owes_and_no_longer() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        Deque<Long> owed = new ArrayDeque<>(List.of(1_000_000L, 1L, 0L));
        Background owing = new Background("test-events", 100, Duration.ofNanos(1), owed::remove, () -> {});
        owing.offer(() -> thread.complete(Thread.currentThread()));
        thread.get().join();

        assertThat(owed).isEmpty();
        assertThat(owing.faults()).isZero();
        owing.close(LONG);
    }

    @Test
    void closing_does_not_wait_for_what_is_owed_later() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        CountDownLatch resting = new CountDownLatch(1);
        Background owing = new Background(
                "test-events",
                100,
                Duration.ofNanos(1),
                () -> {
                    resting.countDown();
                    return Duration.ofHours(1).toNanos();
                },
                () -> done.add("end"));
        owing.offer(() -> thread.complete(Thread.currentThread()));
        resting.await();
        owing.close(LONG);

        assertThat(done).containsExactly("end");
        assertThat(thread.get().isAlive()).isFalse();
    }

    @Test
    void no_work_is_lost_while_threads_come_and_go() throws Exception {
        Background shortLived = new Background("test-events", 10_000, Duration.ofNanos(1), () -> 0, () -> {});
        CountDownLatch all = new CountDownLatch(5_000);
        for (int i = 0; i < 5_000; i++) {
            shortLived.offer(all::countDown);
        }

        assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        shortLived.close(LONG);
    }

    @Test
    void the_thread_has_nothing_of_the_application() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        CompletableFuture<String> inherited = new CompletableFuture<>();
        Thread application = new Thread(new ThreadGroup("application"), () -> {
            INHERITED.set("the application's");
            background.offer(() -> {
                thread.complete(Thread.currentThread());
                inherited.complete(String.valueOf(INHERITED.get()));
            });
        });
        try (URLClassLoader loader = new URLClassLoader(new URL[0])) {
            application.setContextClassLoader(loader);
            application.start();
            application.join();
        }

        assertThat(thread.get().getContextClassLoader()).isNull();
        assertThat(inherited.get()).isEqualTo("null");
        assertThat(thread.get().isDaemon()).isTrue();
        assertThat(thread.get().getName()).isEqualTo("test-events");
        assertThat(thread.get().getThreadGroup().getParent()).isNull();
    }

    @Test
    void work_that_throws_is_counted_and_the_next_is_done() {
        background.offer(() -> {
            throw new StackOverflowError();
        });
        background.offer(() -> done.add("next"));
        background.close(LONG);

        assertThat(done).contains("next");
        assertThat(background.faults()).isEqualTo(1);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
