package dev.detour.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.failure.FailureKind;
import dev.detour.race.Interleavings;
import dev.detour.race.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever order calls come in, the breaker is what some order of theirs, one after the other, would have made of it. */
class BreakerRaceTest {
    private static final int FAILURES = 3;
    private static final long DUE = Duration.ofSeconds(10).toNanos();

    /** A breaker that writes down what it tells. */
    abstract static class OfBreaker implements Race, Breaker.Listener {
        final List<String> told = new ArrayList<>();
        final Breaker breaker = new Breaker(
                BreakerPolicy.of(true, FAILURES, Duration.ofSeconds(10), Duration.ofSeconds(60)), () -> 0.999, this);

        @Override
        public void opened(Opening opening, int failures, Duration span) {
            told.add("opened");
        }

        @Override
        public void closed() {
            told.add("closed");
        }

        void fail(int times) {
            for (int i = 0; i < times; i++) {
                pass(0).failed(opening(), 0);
            }
        }

        Breaker.Pass pass(long now) {
            return Objects.requireNonNull(breaker.enter(now));
        }

        static Opening opening() {
            return Opening.by(FailureKind.CONNECT_REFUSED, null);
        }
    }

    static final class SuccessAndFailure extends OfBreaker {
        @Override
        public List<Runnable> threads() {
            fail(1);
            Breaker.Pass well = pass(0);
            Breaker.Pass ill = pass(0);
            return List.of(well::succeeded, () -> ill.failed(opening(), 0));
        }

        /** The failure alone, or nothing, stands in the row: another one must not open it. */
        @Override
        public void check() {
            fail(1);
            assertThat(breaker.state(0)).isEqualTo(Breaker.State.CLOSED);
        }
    }

    @Test
    void a_success_begins_the_row_anew_whatever_fails_meanwhile() throws Throwable {
        assertThat(Interleavings.explore(SuccessAndFailure.class, 2)).isGreaterThan(5);
    }

    static final class Failures extends OfBreaker {
        @Override
        public List<Runnable> threads() {
            Breaker.Pass first = pass(0);
            Breaker.Pass second = pass(0);
            Breaker.Pass third = pass(0);
            return List.of(
                    () -> first.failed(opening(), 0),
                    () -> second.failed(opening(), 0),
                    () -> third.failed(opening(), 0));
        }

        @Override
        public void check() {
            assertThat(breaker.state(0)).isEqualTo(Breaker.State.OPEN);
            assertThat(told).containsExactly("opened");
        }
    }

    @Test
    void no_failure_is_lost_and_the_last_one_opens_it_once() throws Throwable {
        assertThat(Interleavings.explore(Failures.class, 2)).isGreaterThan(20);
    }

    static final class Probes extends OfBreaker {
        private final List<Breaker.@Nullable Pass> passes = new ArrayList<>();

        @Override
        public List<Runnable> threads() {
            fail(FAILURES);
            return List.of(this::enter, this::enter, this::enter);
        }

        private void enter() {
            passes.add(breaker.enter(DUE));
        }

        @Override
        public void check() {
            assertThat(passes).hasSize(3).filteredOn(Objects::nonNull).hasSize(1);
            assertThat(breaker.state(DUE)).isEqualTo(Breaker.State.HALF_OPEN);
        }
    }

    @Test
    void exactly_one_is_the_probe() throws Throwable {
        assertThat(Interleavings.explore(Probes.class, 2)).isGreaterThan(20);
    }

    static final class ProbeAndLateComers extends OfBreaker {
        private Breaker.@Nullable Pass next;

        @Override
        public List<Runnable> threads() {
            Breaker.Pass before = pass(0);
            Breaker.Pass alsoBefore = pass(0);
            fail(FAILURES);
            Breaker.Pass probe = pass(DUE);
            return List.of(
                    probe::succeeded,
                    () -> before.failed(opening(), DUE),
                    alsoBefore::succeeded,
                    () -> next = breaker.enter(DUE));
        }

        /** The probe's word counts; what had passed before says at most one failure more. */
        @Override
        public void check() {
            assertThat(breaker.state(DUE)).isEqualTo(Breaker.State.CLOSED);
            assertThat(told).containsExactly("opened", "closed");
            assertThat(next == null || !next.isProbe()).isTrue();
        }
    }

    @Test
    void a_probe_closes_it_whatever_late_comers_say() throws Throwable {
        assertThat(Interleavings.explore(ProbeAndLateComers.class, 2)).isGreaterThan(20);
    }

    static final class ProbeThatIsOver extends OfBreaker {
        private Breaker.@Nullable Pass second;

        @Override
        public List<Runnable> threads() {
            fail(FAILURES);
            Breaker.Pass probe = pass(DUE);
            return List.of(
                    () -> probe.ended(DUE), () -> probe.failed(opening(), DUE), () -> second = breaker.enter(DUE));
        }

        /** The first word counts: either it is open for longer, or somebody may probe. */
        @Override
        public void check() {
            boolean openedAgain = told.size() == 2;
            assertThat(told).hasSizeBetween(1, 2);
            assertThat(second != null && openedAgain).isFalse();
            assertThat(breaker.admits(DUE)).isEqualTo(!openedAgain && second == null);
        }
    }

    @Test
    void a_probe_has_one_end() throws Throwable {
        assertThat(Interleavings.explore(ProbeThatIsOver.class, 2)).isGreaterThan(20);
    }
}
