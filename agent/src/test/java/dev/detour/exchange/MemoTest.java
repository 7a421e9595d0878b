package dev.detour.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.race.Interleavings;
import dev.detour.race.Race;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemoTest {
    /** What it may know, and a handful that came at the same time. */
    private static final int MOST = 500 + 10;

    @Test
    void knows_what_it_was_asked_last_and_never_more_than_it_may() {
        AtomicInteger worked = new AtomicInteger();
        Memo<Integer, Integer> memo = new Memo<>(key -> {
            worked.incrementAndGet();
            return key;
        });
        for (int key = 0; key < 10_000; key++) {
            assertThat(memo.of(key)).isEqualTo(key);
            assertThat(memo.of(key)).isEqualTo(key);
        }
        assertThat(worked).hasValue(10_000);
        assertThat(memo.size()).isLessThanOrEqualTo(MOST);
    }

    static final class Askers implements Race {
        private final Memo<Integer, Integer> memo = new Memo<>(key -> key + 1);
        private final List<Integer> answers = new ArrayList<>();

        @Override
        public List<Runnable> threads() {
            for (int key = 0; key < 499; key++) {
                memo.of(key);
            }
            return List.of(
                    () -> answers.add(memo.of(1_000)),
                    () -> answers.add(memo.of(2_000)),
                    () -> answers.add(memo.of(0)));
        }

        @Override
        public void check() {
            assertThat(answers).containsExactlyInAnyOrder(1_001, 2_001, 1);
            assertThat(memo.size()).isLessThanOrEqualTo(MOST);
        }
    }

    @Test
    void answers_right_while_others_make_it_forget() throws Throwable {
        assertThat(Interleavings.explore(Askers.class, 2)).isGreaterThan(20);
    }
}
