package dev.detour.it.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PairsTest {
    private static Cost cost(double cpu) {
        return new Cost(cpu, 0, 0, 2 * cpu, 0);
    }

    private static Pairs of(double[]... costs) {
        Pairs pairs = new Pairs();
        for (double[] cost : costs) {
            pairs.add(cost(cost[0]), cost(cost[1]));
        }
        return pairs;
    }

    @Test
    void what_others_had_the_machine_for_does_not_count() {
        Pairs pairs = of(
                new double[] {50, 55},
                new double[] {60, 64},
                new double[] {61, 67},
                new double[] {62, 67},
                new double[] {300, 100},
                new double[] {200, 290},
                new double[] {310, 290});

        assertThat(pairs.measure("cpu", "µs", 1, Cost::cpu, 10))
                .isEqualTo(new Measure("cpu", "µs", 1, 60.5, 65.5, new Interval(4, 5, 6, 4), 10));
    }

    @Test
    void what_a_pair_costs_itself_does_not_count_it_out() {
        Pairs pairs = of(new double[] {50, 55}, new double[] {50, 500}, new double[] {50, 55}, new double[] {50, 55});

        assertThat(pairs.measure("time", "µs", 1, Cost::time, Measure.NONE)
                        .cost()
                        .high())
                .isEqualTo(900);
    }
}
