package dev.detour.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A thread that holds a monitor keeps others out, also where a method is synchronized as a whole. */
class MonitorRaceTest {
    /** Reads, lets others go on, and writes. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // is what is to be seen
    public static class Counter {
        private volatile int count;

        synchronized void guarded(int more) {
            count = count + more;
        }

        void unguarded(int more) {
            count = count + more;
        }

        synchronized long nested(long more) {
            guarded((int) more);
            return more;
        }

        synchronized void throwing() {
            count = count + 1;
            throw new IllegalArgumentException();
        }
    }

    abstract static class OfCounter implements Race {
        final Counter counter = new Counter();

        void thrown() {
            try {
                counter.throwing();
            } catch (IllegalArgumentException expected) {
                counter.guarded(1);
            }
        }
    }

    static final class Guarded extends OfCounter {
        @Override
        public List<Runnable> threads() {
            return List.of(() -> counter.guarded(1), () -> counter.nested(1), this::thrown);
        }

        @Override
        public void check() {
            assertThat(counter.count).isEqualTo(4);
        }
    }

    static final class Unguarded extends OfCounter {
        @Override
        public List<Runnable> threads() {
            return List.of(() -> counter.guarded(1), () -> counter.unguarded(1));
        }

        @Override
        public void check() {
            assertThat(counter.count).isEqualTo(2);
        }
    }

    @Test
    void synchronized_methods_exclude_each_other() throws Throwable {
        assertThat(Interleavings.explore(Guarded.class, 2)).isGreaterThan(10);
    }

    @Test
    void a_method_that_takes_no_monitor_is_not_kept_out() {
        assertThatThrownBy(() -> Interleavings.explore(Unguarded.class, 2)).hasMessageContaining("order");
    }
}
