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

    @Test
    void knows_a_thousand_urls_that_come_in_turn() {
        AtomicInteger worked = new AtomicInteger();
        Memo<String, Integer> memo = new Memo<>(key -> worked.incrementAndGet(), String::length);
        for (int call = 0; call < 10_000; call++) {
            memo.of("https://host-" + call % 1_000 + ".example.com/v1/messages");
        }
        assertThat(worked).hasValue(1_000);
    }

    @Test
    void knows_few_long_keys_and_many_short_ones() {
        Memo<String, String> longOnes = new Memo<>(key -> key, String::length);
        Memo<String, String> shortOnes = new Memo<>(key -> key, String::length);
        int mostLong = 0;
        int mostShort = 0;
        for (int key = 0; key < 10_000; key++) {
            longOnes.of(key + "x".repeat(8_000));
            shortOnes.of(String.valueOf(key));
            mostLong = Math.max(mostLong, longOnes.size());
            mostShort = Math.max(mostShort, shortOnes.size());
        }
        assertThat(mostLong).isEqualTo(12);
        assertThat(mostShort).isEqualTo(2_000);
    }

    @Test
    void answers_what_is_too_long_to_know_and_keeps_what_it_knew() {
        AtomicInteger worked = new AtomicInteger();
        Memo<String, Integer> memo = new Memo<>(
                key -> {
                    worked.incrementAndGet();
                    return key.length();
                },
                String::length);
        memo.of("short");
        String endless = "x".repeat(1_000_000);
        assertThat(memo.of(endless)).isEqualTo(1_000_000);
        assertThat(memo.of(endless)).isEqualTo(1_000_000);
        assertThat(memo.of("short")).isEqualTo(5);
        assertThat(worked).hasValue(3);
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
