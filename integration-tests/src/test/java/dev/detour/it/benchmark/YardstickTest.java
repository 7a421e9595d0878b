package dev.detour.it.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class YardstickTest {
    private static Measure of(double nobody, double caller, double agent) {
        List<Cost> round = Stream.of(nobody, caller, agent)
                .map(cpu -> new Cost(cpu, 0, 0, 0, 0))
                .toList();
        return new Yardstick(Collections.nCopies(6, round), 5).measure("cpu", Cost::cpu, 0);
    }

    @Test
    void what_a_caller_takes_shows_as_more_and_so_may_what_the_agent_takes() {
        assertThat(of(60, 69, 67)).isEqualTo(new Measure("cpu", "µs", 1, 69, 67, new Interval(-2, -2, -2, 3), 0));
        assertThat(of(60, 69, 71).verdict()).isEqualTo(Verdict.NOT_MET);
    }

    @Test
    void what_waits_hide_of_a_caller_is_allowed_nevertheless() {
        assertThat(of(60, 59, 62)).isEqualTo(new Measure("cpu", "µs", 1, 65, 62, new Interval(-3, -3, -3, 3), 0));
        assertThat(of(60, 59, 66).verdict()).isEqualTo(Verdict.NOT_MET);
    }
}
