package dev.detour.it.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.programs.Fields;
import java.util.Random;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaks is found, and what only comes and goes is not. */
class VitalsTest {
    private static final int ROUNDS = 18;

    private static Vitals vitals(int rounds, String name, IntToLongFunction values) {
        Vitals vitals = new Vitals();
        for (int round = 0; round < rounds; round++) {
            vitals.add(Fields.none().with(name, values.applyAsLong(round)));
        }
        return vitals;
    }

    @ParameterizedTest
    @CsvSource({"live, 1", "files, 1", "sockets, 1", "heap, 150000", "metaspace, 2000000", "classes, 300"})
    void what_stays_behind_of_each_round_is_found(String name, long more) {
        assertThat(vitals(ROUNDS, name, round -> 40_000_000 + round * more).growing())
                .singleElement()
                .asString()
                .startsWith(name + ":");
    }

    @Test
    void one_socket_of_every_other_round_is_found() {
        assertThat(vitals(ROUNDS, "sockets", round -> 3 + round / 2).growing()).hasSize(1);
    }

    @Test
    void a_leak_is_found_amid_noise() {
        Random random = new Random(1);
        assertThat(vitals(ROUNDS, "live", round -> 60 + round * 2 + random.nextInt(6))
                        .growing())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"live", "files", "sockets", "heap", "metaspace", "classes"})
    void what_stays_the_same_is_none(String name) {
        assertThat(vitals(ROUNDS, name, round -> 1_000).growing()).isEmpty();
    }

    @Test
    void the_threads_that_grow_are_told_first_by_name() {
        Vitals vitals = new Vitals();
        for (int round = 0; round < ROUNDS; round++) {
            vitals.add(Fields.none().with("threads", "4 caller-#\n" + (10 + 2 * round) + " a pool's"));
        }
        assertThat(vitals.threads())
                .containsExactly("a pool's: 18 to 44, 2.00 a round", "caller-#: 4 to 4, 0.00 a round");
    }

    @Test
    void noise_is_none() {
        Random random = new Random(1);
        assertThat(vitals(ROUNDS, "live", round -> 60 + random.nextInt(6)).growing())
                .isEmpty();
    }

    @Test
    void a_single_bad_moment_is_none() {
        assertThat(vitals(ROUNDS, "sockets", round -> round == ROUNDS - 1 ? 500 : 3)
                        .growing())
                .isEmpty();
    }

    @Test
    void what_the_first_rounds_load_is_none() {
        assertThat(vitals(ROUNDS, "heap", round -> (20L << 20) + Math.min(round, 4) * (5L << 20))
                        .growing())
                .isEmpty();
    }

    @Test
    void few_rounds_are_not_judged() {
        assertThat(vitals(Vitals.JUDGED_FROM - 1, "sockets", round -> round * 10L)
                        .growing())
                .isEmpty();
    }
}
