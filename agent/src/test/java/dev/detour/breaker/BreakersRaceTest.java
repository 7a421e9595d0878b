package dev.detour.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.exchange.Url;
import dev.detour.race.Interleavings;
import dev.detour.race.Race;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Calls ask for the breaker of a lane while a reload forgets lanes. */
class BreakersRaceTest {
    private static final BreakerPolicy POLICY = policy(3);
    private static final BreakerPolicy OTHER = policy(4);

    private static BreakerPolicy policy(int failures) {
        return BreakerPolicy.of(true, failures, Duration.ofSeconds(10), Duration.ofSeconds(60));
    }

    /** Two calls and a reload. */
    abstract static class OfBreakers implements Race {
        /** A new one for each run: its origin remembers its hash, and every run is to take the same steps. */
        final Lane lane = Lane.of("route", "path", Url.parse("https://one.test").origin());

        final Breakers breakers = new Breakers(() -> 0.999, new Breakers.Listener() {
            @Override
            public void opened(Lane lane, Opening opening, int failures, Duration span) {}

            @Override
            public void closed(Lane lane) {}
        });

        @Nullable
        Breaker first;

        @Nullable
        Breaker second;

        List<Runnable> threads(BreakerPolicy ofSecond, boolean inUse) {
            return List.of(
                    () -> first = breakers.of(lane, POLICY),
                    () -> second = breakers.of(lane, ofSecond),
                    () -> breakers.retain(known -> inUse));
        }
    }

    static final class LaneInUse extends OfBreakers {
        @Override
        public List<Runnable> threads() {
            return threads(POLICY, true);
        }

        @Override
        public void check() {
            assertThat(first).isNotNull().isSameAs(second);
            assertThat(breakers.all().get(lane)).isSameAs(first);
        }
    }

    @Test
    void a_lane_in_use_has_one_breaker() throws Throwable {
        assertThat(Interleavings.explore(LaneInUse.class, 2)).isGreaterThan(10);
    }

    static final class ForgottenLane extends OfBreakers {
        @Override
        public List<Runnable> threads() {
            return threads(POLICY, false);
        }

        /** Calls that are under way keep theirs; the next one finds what one of them has put there, or nothing. */
        @Override
        public void check() {
            assertThat(first).isNotNull();
            assertThat(second).isNotNull();
            assertThat(breakers.all().values()).allMatch(kept -> kept == first || kept == second);
        }
    }

    @Test
    void a_forgotten_lane_still_serves_who_asks() throws Throwable {
        assertThat(Interleavings.explore(ForgottenLane.class, 2)).isGreaterThan(10);
    }

    static final class ChangedPolicy extends OfBreakers {
        @Override
        public List<Runnable> threads() {
            return threads(OTHER, true);
        }

        @Override
        public void check() {
            assertThat(Objects.requireNonNull(first).policy()).isEqualTo(POLICY);
            assertThat(Objects.requireNonNull(second).policy()).isEqualTo(OTHER);
            assertThat(breakers.all().get(lane)).isIn(first, second);
        }
    }

    @Test
    void each_gets_a_breaker_of_its_own_policy() throws Throwable {
        assertThat(Interleavings.explore(ChangedPolicy.class, 2)).isGreaterThan(10);
    }
}
