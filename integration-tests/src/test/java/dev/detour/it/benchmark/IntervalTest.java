package dev.detour.it.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class IntervalTest {
    @Test
    void goes_from_the_least_to_the_largest_of_few_values() {
        assertThat(Interval.of(new double[] {3, 1, 2})).isEqualTo(new Interval(1, 2, 3, 3));
        assertThat(Interval.of(new double[] {4, 1, 6, 2, 3, 5})).isEqualTo(new Interval(1, 3.5, 6, 6));
    }

    /** The ranks of the tables of the sign test: 9 values 2 to 8, 20 values 6 to 15. */
    @Test
    void leaves_out_what_is_rare_of_many() {
        assertThat(upTo(8)).isEqualTo(new Interval(1, 4.5, 8, 8));
        assertThat(upTo(9)).isEqualTo(new Interval(2, 5, 8, 9));
        assertThat(upTo(20)).isEqualTo(new Interval(6, 10.5, 15, 20));
    }

    /** As for so many values that the distribution can still be added up. */
    @Test
    void leaves_out_as_much_of_thousands() {
        assertThat(upTo(1_000)).isEqualTo(new Interval(469, 500.5, 532, 1_000));
        assertThat(upTo(1_001)).isEqualTo(new Interval(469, 501, 533, 1_001));
        assertThat(upTo(100_000)).isEqualTo(new Interval(49_690, 50_000.5, 50_311, 100_000));
    }

    @Test
    void decides_only_where_all_of_it_is_on_one_side() {
        assertThat(upTo(9).against(8)).isEqualTo(Verdict.MET);
        assertThat(upTo(9).against(7.9)).isEqualTo(Verdict.UNDECIDED);
        assertThat(upTo(9).against(1.9)).isEqualTo(Verdict.NOT_MET);
        assertThat(Interval.of(new double[] {-5, -4}).against(1)).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void several_are_as_wide_as_their_lowest_and_highest_ends() {
        assertThat(Interval.around(
                        List.of(new Interval(1, 2, 3, 10), new Interval(-1, 1.5, 2, 10), new Interval(2, 2.5, 5, 12))))
                .isEqualTo(new Interval(-1, 2, 5, 3));
    }

    @Test
    void of_six_and_more_the_medians_are_what_was_measured() {
        List<Interval> six = IntStream.rangeClosed(1, 6)
                .mapToObj(i -> new Interval(i - 10, i, i + 10, 20))
                .toList();

        assertThat(Interval.around(six)).isEqualTo(new Interval(1, 3.5, 6, 6));
    }

    @Test
    void two_of_them_decide_nothing_however_much_each_was_made_of() {
        assertThat(Interval.around(List.of(upTo(20), upTo(20))).against(100)).isEqualTo(Verdict.UNDECIDED);
        assertThat(Interval.around(List.of(upTo(20), upTo(20), upTo(20))).against(100))
                .isEqualTo(Verdict.MET);
    }

    private static Interval upTo(int count) {
        return Interval.of(IntStream.rangeClosed(1, count).mapToDouble(i -> i).toArray());
    }
}
