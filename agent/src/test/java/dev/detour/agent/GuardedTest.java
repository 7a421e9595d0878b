package dev.detour.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.client.Hook;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardedTest {
    private final List<Throwable> told = new ArrayList<>();

    private static Object fail(Object[] arguments) {
        throw new IllegalStateException("a fault");
    }

    private Object answer(Hook hook) {
        return String.valueOf(new Guarded(hook, told::add).apply(new Object[] {"argument"}));
    }

    @Test
    void a_fault_is_told_and_the_client_goes_on() {
        assertThat(answer(GuardedTest::fail)).isEqualTo("null");
        assertThat(told).hasSize(1);
    }

    @Test
    void where_that_would_give_a_secret_away_the_hook_says_what_to_do_instead() {
        assertThat(answer(Hook.of(GuardedTest::fail, arguments -> "refused " + arguments[0])))
                .isEqualTo("refused argument");
        assertThat(told).hasSize(1);
    }

    @Test
    void a_fault_of_that_is_told_too() {
        assertThat(answer(Hook.of(GuardedTest::fail, GuardedTest::fail))).isEqualTo("null");
        assertThat(told).hasSize(2);
    }
}
