package dev.detour.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.breaker.Breaker.Pass;
import dev.detour.breaker.Breaker.State;
import dev.detour.failure.FailureKind;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreakerTest {
    private static final Opening REFUSED = Opening.by(FailureKind.CONNECT_REFUSED, new ConnectException());
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final List<String> told = new ArrayList<>();
    private double random = 1 - 1e-9;
    private long now;
    private final Breaker breaker = new Breaker(
            BreakerPolicy.of(true, 3, Duration.ofSeconds(5), Duration.ofSeconds(60)),
            () -> random,
            new Breaker.Listener() {
                @Override
                public void opened(Opening opening, int failures, Duration span) {
                    told.add("opened " + opening.kind().code() + " " + failures + " " + (span.toMillis() + 1) / 1000);
                }

                @Override
                public void closed() {
                    told.add("closed");
                }
            });

    @Test
    void opens_after_failures_in_a_row() {
        fail(2);
        assertThat(breaker.state(now)).isEqualTo(State.CLOSED);

        fail(1);
        assertThat(breaker.state(now)).isEqualTo(State.OPEN);
        assertThat(breaker.enter(now)).isNull();
        assertThat(told).containsExactly("opened connect_refused 3 5");
    }

    @Test
    void a_success_begins_the_row_anew() {
        fail(2);
        enter().succeeded();
        fail(2);

        assertThat(breaker.state(now)).isEqualTo(State.CLOSED);
    }

    @Test
    void what_is_not_the_paths_own_neither_counts_nor_heals() {
        fail(2);
        enter().ended(now);
        fail(1);

        assertThat(breaker.state(now)).isEqualTo(State.OPEN);
    }

    @Test
    void lets_one_probe_pass_when_its_time_is_over() {
        fail(3);
        now += 5 * SECOND;

        assertThat(breaker.state(now)).isEqualTo(State.HALF_OPEN);
        assertThat(enter().isProbe()).isTrue();
        assertThat(breaker.admits(now)).isFalse();
        assertThat(breaker.enter(now)).isNull();
        assertThat(breaker.state(now)).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void a_probe_that_succeeds_closes_it() {
        fail(3);
        now += 5 * SECOND;
        enter().succeeded();

        assertThat(breaker.state(now)).isEqualTo(State.CLOSED);
        assertThat(breaker.rest(now)).isNull();
        assertThat(told).last().isEqualTo("closed");
    }

    @Test
    void each_probe_that_fails_opens_it_for_twice_as_long_up_to_the_longest() {
        fail(3);
        for (int probe = 0; probe < 5; probe++) {
            now += 60 * SECOND;
            fail(1);
        }

        assertThat(told)
                .containsExactly(
                        "opened connect_refused 3 5",
                        "opened connect_refused 4 10",
                        "opened connect_refused 5 20",
                        "opened connect_refused 6 40",
                        "opened connect_refused 7 60",
                        "opened connect_refused 8 60");
    }

    @ParameterizedTest
    @CsvSource({"0, 2500", "0.5, 3750", "0.999999999, 5000"})
    void chance_takes_up_to_half_of_the_open_time(double drawn, long millis) {
        random = drawn;
        fail(3);

        now = Duration.ofMillis(millis - 1).toNanos();
        assertThat(breaker.admits(now)).isFalse();
        now = Duration.ofMillis(millis).toNanos();
        assertThat(breaker.admits(now)).isTrue();
    }

    @Test
    void a_probe_that_was_cancelled_makes_room_for_the_next() {
        fail(3);
        now += 5 * SECOND;
        enter().ended(now);

        assertThat(enter().isProbe()).isTrue();
    }

    @Test
    void a_probe_that_is_never_heard_of_makes_room_after_another_open_time() {
        fail(3);
        now += 5 * SECOND;
        Pass lost = enter();
        now += 4 * SECOND;
        assertThat(breaker.enter(now)).isNull();
        now += SECOND;

        assertThat(enter().isProbe()).isTrue();
        lost.succeeded();
        assertThat(breaker.state(now))
                .as("the verdict of a probe that was given up")
                .isEqualTo(State.HALF_OPEN);
    }

    @Test
    void calls_that_passed_before_it_opened_say_nothing_new() {
        Pass slow = enter();
        Pass slower = enter();
        fail(3);
        slow.failed(REFUSED, now);
        slower.succeeded();

        assertThat(breaker.state(now)).isEqualTo(State.OPEN);
        assertThat(told).hasSize(1);
    }

    @Test
    void of_many_threads_one_is_the_probe() throws Exception {
        fail(3);
        now += 5 * SECOND;
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Pass>> passes = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                passes.add(threads.submit(() -> breaker.enter(now)));
            }
            long entered = 0;
            for (Future<Pass> pass : passes) {
                entered += pass.get() == null ? 0 : 1;
            }
            assertThat(entered).isEqualTo(1);
        } finally {
            threads.shutdown();
        }
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            enter().failed(REFUSED, now);
        }
    }

    private Pass enter() {
        return Objects.requireNonNull(breaker.enter(now), "a pass");
    }
}
