package dev.detour.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountsTest {
    private static final AttributeKey<Long> NUMBER = AttributeKey.longKey("number");

    private final Counts counts = new Counts();

    private static Attributes labels(long number) {
        return Attributes.of(NUMBER, number);
    }

    private Map<Attributes, Long> observed() {
        Map<Attributes, Long> sums = new HashMap<>();
        counts.observe(new ObservableLongMeasurement() {
            @Override
            public void record(long value) {
                throw new AssertionError("without labels");
            }

            @Override
            public void record(long value, Attributes labels) {
                assertThat(sums.put(labels, value)).isNull();
            }
        });
        return sums;
    }

    @Test
    void what_is_labelled_alike_is_counted_together() {
        counts.of(labels(1)).increment();
        counts.of(labels(1)).increment();
        counts.of(labels(2)).increment();

        assertThat(observed()).isEqualTo(Map.of(labels(1), 2L, labels(2), 1L));
    }

    @Test
    void all_beyond_so_many_series_is_one() {
        for (int number = 0; number < Counts.MOST + 5; number++) {
            counts.of(labels(number)).increment();
        }
        counts.of(labels(0)).increment();

        assertThat(observed())
                .hasSize(Counts.MOST + 1)
                .containsEntry(labels(0), 2L)
                .containsEntry(Counts.OTHERS, 5L);
    }
}
