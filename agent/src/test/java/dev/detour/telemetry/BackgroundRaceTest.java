package dev.detour.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.race.Interleavings;
import dev.detour.race.Race;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Work that comes as the background closes: done or refused, and nothing is left behind. */
class BackgroundRaceTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    /** What closes waits for a thread that may have to wait for its turn. */
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    static final class WorkAndClose implements Race {
        private static final String NAME = "detour-race";

        private final Background background = new Background(NAME, 4, Duration.ofMillis(1), () -> 0, () -> {});
        private final CountDownLatch firstDone = new CountDownLatch(1);
        private final CountDownLatch secondDone = new CountDownLatch(1);
        private boolean firstTaken;
        private boolean secondTaken;

        @Override
        public List<Runnable> threads() {
            return List.of(
                    () -> firstTaken = background.offer(firstDone::countDown),
                    () -> secondTaken = background.offer(secondDone::countDown),
                    () -> background.close(AT_ONCE));
        }

        @Override
        public void check() {
            assertThat(isDone(firstDone, firstTaken)).isEqualTo(firstTaken);
            assertThat(isDone(secondDone, secondTaken)).isEqualTo(secondTaken);
            // There was room for both: what comes after the end is not too much, and another may take it.
            assertThat(background.dropped()).isZero();
            assertThat(hooks())
                    .as("a hook into the JVM's exit, by which all of us stays in memory")
                    .isZero();
        }

        private static boolean isDone(CountDownLatch latch, boolean expected) {
            try {
                return latch.await(expected ? LONG.toMillis() : 0, TimeUnit.MILLISECONDS);
            } catch (InterruptedException nobodyDoes) {
                throw new IllegalStateException(nobodyDoes);
            }
        }

        private static long hooks() {
            try {
                Field hooks =
                        Class.forName("java.lang.ApplicationShutdownHooks").getDeclaredField("hooks");
                hooks.setAccessible(true);
                return ((Map<?, ?>) hooks.get(null))
                        .keySet().stream()
                                .filter(hook -> ((Thread) hook).getName().startsWith(NAME))
                                .count();
            } catch (ReflectiveOperationException anotherJdk) {
                throw new IllegalStateException(anotherJdk);
            }
        }
    }

    @Test
    void what_is_taken_on_is_done_and_no_hook_is_left() throws Throwable {
        assertThat(Interleavings.explore(WorkAndClose.class, 1)).isGreaterThan(20);
    }
}
