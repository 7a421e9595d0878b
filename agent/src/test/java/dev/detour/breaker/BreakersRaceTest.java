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
        Breaker ofFirst;

        @Nullable
        Breaker ofSecond;

        /**
         * The reload is to the rules of number 2.
         *
         * @param first number of the rules of the first call
         * @param second the same of the second call
         * @param policy of the second call, and of what the reload leaves in use
         */
        List<Runnable> threads(long first, long second, BreakerPolicy policy, boolean inUse) {
            return List.of(
                    () -> ofFirst = breakers.of(lane, POLICY, first),
                    () -> ofSecond = breakers.of(lane, policy, second),
                    () -> breakers.retain((known, its) -> inUse && its.equals(policy), 2));
        }
    }

    static final class LaneInUse extends OfBreakers {
        @Override
        public List<Runnable> threads() {
            return threads(2, 2, POLICY, true);
        }

        @Override
        public void check() {
            assertThat(ofFirst).isNotNull().isSameAs(ofSecond);
            assertThat(breakers.all().get(lane)).isSameAs(ofFirst);
        }
    }

    @Test
    void a_lane_in_use_has_one_breaker() throws Throwable {
        assertThat(Interleavings.explore(LaneInUse.class, 2)).isGreaterThan(10);
    }

    static final class ForgottenLane extends OfBreakers {
        @Override
        public List<Runnable> threads() {
            return threads(1, 1, POLICY, false);
        }

        /** Calls that are under way keep theirs; nobody else sees it. */
        @Override
        public void check() {
            assertThat(ofFirst).isNotNull();
            assertThat(ofSecond).isNotNull();
            assertThat(breakers.all()).isEmpty();
        }
    }

    @Test
    void a_forgotten_lane_still_serves_who_asks() throws Throwable {
        assertThat(Interleavings.explore(ForgottenLane.class, 2)).isGreaterThan(10);
    }

    static final class ChangedPolicy extends OfBreakers {
        @Override
        public List<Runnable> threads() {
            return threads(1, 2, OTHER, true);
        }

        @Override
        public void check() {
            assertThat(Objects.requireNonNull(ofSecond).policy()).isEqualTo(OTHER);
            assertThat(breakers.all().get(lane)).isSameAs(ofSecond);
            assertThat(ofFirst == ofSecond || Objects.requireNonNull(ofFirst).policy() == POLICY)
                    .as("its own, or that of the newer rules")
                    .isTrue();
        }
    }

    @Test
    void older_rules_never_take_the_breaker_of_newer_ones() throws Throwable {
        assertThat(Interleavings.explore(ChangedPolicy.class, 2)).isGreaterThan(10);
    }
}
