package dev.detour.client.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.race.Interleavings;
import dev.detour.race.Race;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private final Delivery delivery = new Delivery();
    private final List<String> told = new ArrayList<>();

    private void tell(String what) {
        told.add(what);
    }

    @Test
    void a_limit_that_passes_while_the_application_reads_does_not_wait_and_is_told_afterwards() {
        delivery.hand(
                () -> {
                    assertThat(delivery.isHanding()).isTrue();
                    assertThat(delivery.expire()).isFalse();
                    assertThat(delivery.isOver()).isTrue();
                    assertThat(delivery.end()).isFalse();
                    tell("bytes");
                },
                () -> tell("expired"));
        delivery.hand(() -> tell("more"), () -> tell("again"));

        assertThat(told).containsExactly("bytes", "expired");
        assertThat(delivery.end()).isFalse();
        assertThat(delivery.expire()).isFalse();
    }

    @Test
    void a_limit_that_passes_in_between_is_told_by_who_found_it() {
        delivery.hand(() -> tell("bytes"), () -> tell("expired"));
        assertThat(delivery.expire()).isTrue();
        delivery.hand(() -> tell("more"), () -> tell("again"));

        assertThat(told).containsExactly("bytes");
    }

    @Test
    void what_is_handed_on_within_is_handed_on() {
        delivery.hand(() -> delivery.hand(() -> tell("inner"), () -> tell("expired")), () -> tell("expired"));

        assertThat(told).containsExactly("inner");
        assertThat(delivery.end()).isTrue();
    }

    /** The client hands on twice and ends; meanwhile a limit passes, and once more. */
    static final class Limit implements Race {
        private final Delivery delivery = new Delivery();
        private final List<String> told = new ArrayList<>();

        @Override
        public List<Runnable> threads() {
            return List.of(this::client, this::limit);
        }

        private void client() {
            hand("one");
            hand("two");
            if (delivery.end()) {
                tell("end");
            }
        }

        private void hand(String bytes) {
            delivery.hand(
                    () -> {
                        tell("<");
                        delivery.isHanding(); // where the other may come in
                        tell(bytes + ">");
                    },
                    () -> tell("expired"));
        }

        private void limit() {
            for (int i = 0; i < 2; i++) {
                if (delivery.expire()) {
                    tell("expired");
                }
            }
        }

        private synchronized void tell(String what) {
            told.add(what);
        }

        @Override
        public void check() {
            assertThat(told)
                    .filteredOn(what -> what.equals("end") || what.equals("expired"))
                    .hasSize(1);
            assertThat(told.get(told.size() - 1)).isIn("end", "expired");
            assertThat(String.join("", told)).doesNotContain("<expired");
        }
    }

    @Test
    void a_limit_never_comes_between_and_nothing_comes_after_it() throws Throwable {
        assertThat(Interleavings.explore(Limit.class, 2)).isGreaterThan(20);
    }
}
