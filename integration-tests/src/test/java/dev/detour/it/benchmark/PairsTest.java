package dev.detour.it.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PairsTest {
    private static Cost cost(double cpu) {
        return new Cost(cpu, 0, 2 * cpu, 0);
    }

    @Test
    void what_others_had_the_machine_for_does_not_count() {
        Pairs pairs = new Pairs();
        pairs.add(cost(50), cost(55));
        pairs.add(cost(300), cost(100));
        pairs.add(cost(60), cost(64));
        pairs.add(cost(61), cost(67));
        pairs.add(cost(90), cost(400));

        assertThat(pairs.measure("cpu", Cost::cpu, 10))
                .isEqualTo(new Measure("cpu", "µs", 1, 60, 64, new Interval(4, 5, 6, 3), 10));
        assertThat(pairs.measure("time", Cost::time, Measure.NONE).cost()).isEqualTo(new Interval(8, 10, 12, 3));
    }
}
