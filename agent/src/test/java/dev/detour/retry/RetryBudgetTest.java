package dev.detour.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.exchange.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    private final RetryBudget budget = new RetryBudget();

    @Test
    void is_full_at_the_start_and_then_empty() {
        assertThat(takeAll(budget)).isEqualTo(10);
        assertThat(budget.take()).isFalse();
    }

    private static int takeAll(RetryBudget budget) {
        int taken = 0;
        while (budget.take()) {
            taken++;
        }
        return taken;
    }

    @Test
    void five_calls_of_a_fifth_pay_for_one_repeat() {
        takeAll(budget);
        for (int i = 0; i < 4; i++) {
            budget.deposit(0.2);
            assertThat(budget.take()).isFalse();
        }
        budget.deposit(0.2);
        assertThat(budget.take()).isTrue();
        assertThat(budget.left()).isZero();
    }

    @Test
    void never_holds_more_than_ten() {
        for (int i = 0; i < 100; i++) {
            budget.deposit(1);
        }
        budget.deposit(Double.MAX_VALUE);
        assertThat(budget.left()).isEqualTo(10);
    }

    @Test
    void nonsense_adds_nothing() {
        takeAll(budget);
        budget.deposit(-1);
        budget.deposit(Double.NaN);
        budget.deposit(0);
        assertThat(budget.left()).isZero();
    }

    @Test
    void no_token_is_taken_twice() throws Exception {
        int threads = 4;
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<Future<Integer>> taken = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            taken.add(executor.submit(() -> {
                start.await();
                int mine = 0;
                for (int call = 0; call < 5_000; call++) {
                    mine += budget.take() ? 1 : 0;
                    budget.deposit(0.25);
                }
                return mine;
            }));
        }
        start.countDown();
        int all = 0;
        for (Future<Integer> mine : taken) {
            all += mine.get();
        }
        executor.shutdown();

        assertThat(all + budget.left()).isLessThanOrEqualTo(10 + threads * 5_000 * 0.25);
        assertThat(all).isGreaterThanOrEqualTo(10);
    }

    @Test
    void each_origin_has_its_own_up_to_a_limit() {
        RetryBudgets budgets = new RetryBudgets();
        RetryBudget first = budgets.of(origin(0));
        for (int i = 1; i < RetryBudgets.MOST_ORIGINS; i++) {
            assertThat(budgets.of(origin(i))).isNotSameAs(first);
        }
        RetryBudget beyond = budgets.of(origin(RetryBudgets.MOST_ORIGINS));

        assertThat(budgets.of(origin(0))).isSameAs(first);
        assertThat(budgets.of(origin(-1))).isSameAs(beyond);
    }

    private static Origin origin(int number) {
        return Origin.of("https", "host" + number + ".example.com", 443);
    }
}
