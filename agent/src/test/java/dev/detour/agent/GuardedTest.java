package dev.detour.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.client.Hooks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GuardedTest {
    private final List<Throwable> told = new ArrayList<>();

    /** A hook that fails, and what it says afterwards. */
    private static Hooks failing(Function<Object, Object> afterwards) {
        return new Hooks() {
            @Override
            public Object call(int number, Object subject, Object more) {
                throw new IllegalStateException("a fault of " + number);
            }

            @Override
            public @Nullable Object afterFault(int number, Object subject, Object more) {
                return afterwards.apply(number + " " + subject + " " + more);
            }
        };
    }

    private Object answer(Hooks hooks) {
        return String.valueOf(new Guarded(hooks, 7, told::add).apply("subject", "more"));
    }

    @Test
    void a_fault_is_told_and_the_client_goes_on() {
        assertThat(answer(failing(asked -> "as without us"))).isEqualTo("as without us");
        assertThat(told).hasSize(1).first().hasToString("java.lang.IllegalStateException: a fault of 7");
    }

    @Test
    void where_that_would_give_a_secret_away_the_hook_says_what_to_do_instead() {
        assertThat(answer(failing(asked -> "refused " + asked))).isEqualTo("refused 7 subject more");
        assertThat(told).hasSize(1);
    }

    @Test
    void a_fault_of_that_is_told_too() {
        assertThat(answer(failing(asked -> {
                    throw new IllegalStateException("another");
                })))
                .isEqualTo("null");
        assertThat(told).hasSize(2);
    }
}
