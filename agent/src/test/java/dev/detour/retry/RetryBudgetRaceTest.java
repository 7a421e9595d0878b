package dev.detour.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.race.Interleavings;
import dev.detour.race.Race;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tokens are neither lost nor made, whoever comes at the same time. */
class RetryBudgetRaceTest {
    static final class TakersAndCalls implements Race {
        private final RetryBudget budget = new RetryBudget();
        private int taken;

        @Override
        public List<Runnable> threads() {
            for (int i = 0; i < RetryBudget.CAPACITY - 1; i++) {
                budget.take();
            }
            return List.of(this::take, this::take, () -> budget.deposit(0.5), () -> budget.deposit(0.5));
        }

        private void take() {
            if (budget.take()) {
                taken++;
            }
        }

        @Override
        public void check() {
            assertThat(taken).isBetween(1, 2);
            assertThat(budget.left()).isEqualTo(2.0 - taken);
        }
    }

    @Test
    void no_token_is_lost_and_none_is_taken_twice() throws Throwable {
        assertThat(Interleavings.explore(TakersAndCalls.class, 1)).isGreaterThan(20);
    }

    static final class Full implements Race {
        private final RetryBudget budget = new RetryBudget();

        @Override
        public List<Runnable> threads() {
            budget.take();
            return List.of(() -> budget.deposit(0.7), () -> budget.deposit(0.7), () -> budget.deposit(0.7));
        }

        @Override
        public void check() {
            assertThat(budget.left()).isEqualTo(RetryBudget.CAPACITY);
        }
    }

    @Test
    void it_is_never_more_than_full() throws Throwable {
        assertThat(Interleavings.explore(Full.class, 2)).isGreaterThan(20);
    }
}
