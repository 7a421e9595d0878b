package dev.detour.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.exchange.NameLookup;
import dev.detour.exchange.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameCheckTest {
    private static @Nullable NameLookup result(CompletableFuture<@Nullable NameLookup> lookup) throws Exception {
        return lookup.get(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({"3, MISSING", "0, MISSING", "2, UNAVAILABLE", "5, UNAVAILABLE", "-1, UNAVAILABLE"})
    void a_missing_name_is_told_from_a_dead_resolver(int answer, NameLookup expected) throws Exception {
        try (NameServer server = new NameServer(answer)) {
            NameCheck check = new NameCheck(server.url(), Ticker.SYSTEM);
            assertThat(result(check.of("api.vendor.test"))).isEqualTo(expected);
        }
    }

    @Test
    void what_was_found_is_remembered_for_a_while() throws Exception {
        AtomicLong nanos = new AtomicLong();
        Ticker ticker = new Ticker() {
            @Override
            public long nanos() {
                return nanos.get();
            }

            @Override
            public Instant now() {
                return Instant.EPOCH;
            }
        };
        try (NameServer server = new NameServer(NameServer.NAME_ERROR)) {
            NameCheck check = new NameCheck(server.url(), ticker);
            result(check.of("api.vendor.test"));
            int once = server.asked.get();
            result(check.of("api.vendor.test"));
            assertThat(server.asked).hasValue(once);

            nanos.addAndGet(Duration.ofSeconds(11).toNanos());
            result(check.of("api.vendor.test"));
            assertThat(server.asked).hasValueGreaterThan(once);
        }
    }

    @Test
    void no_more_than_a_few_are_asked_at_once() throws Exception {
        try (NameServer server = new NameServer(NameServer.SILENT)) {
            NameCheck check = new NameCheck(server.url(), Ticker.SYSTEM);
            for (int i = 0; i < 4; i++) {
                assertThat(check.of("n" + i + ".vendor.test")).isNotDone();
            }
            assertThat(check.of("one-more.vendor.test")).isCompletedWithValue(null);
        }
    }
}
