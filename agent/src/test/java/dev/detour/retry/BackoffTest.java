package dev.detour.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private static final double ALMOST_ONE = Math.nextDown(1.0);

    private final Backoff backoff = Backoff.of(RetryPolicy.defaults());

    @ParameterizedTest
    @CsvSource({"1, 250", "2, 500", "3, 1000", "5, 4000", "6, 8000", "7, 8000", "1000, 8000", "2147483647, 8000"})
    void the_longest_delay_doubles_up_to_its_limit(int repeat, long millis) {
        assertThat(backoff.delay(repeat, 0.5))
                .isEqualTo(Duration.ofMillis(millis).dividedBy(2));
        assertThat(backoff.delay(repeat, ALMOST_ONE)).isLessThan(Duration.ofMillis(millis));
    }

    @Test
    void jitter_goes_down_to_nothing() {
        assertThat(backoff.delay(4, 0)).isZero();
    }

    @Test
    void what_was_asked_for_is_waited_for_and_then_spread() {
        Duration asked = Duration.ofSeconds(12);

        assertThat(backoff.delay(1, 0, asked)).isEqualTo(asked);
        assertThat(backoff.delay(1, 0.5, asked)).isEqualTo(asked.plusMillis(125));
    }

    @Test
    void no_delay_at_all_is_a_policy_too() {
        assertThat(Backoff.of(Duration.ZERO, Duration.ZERO).delay(3, 0.9)).isZero();
    }

    @Test
    void nonsense_is_refused() {
        assertThatThrownBy(() -> Backoff.of(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> backoff.delay(0, 0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> backoff.delay(1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> backoff.delay(1, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
