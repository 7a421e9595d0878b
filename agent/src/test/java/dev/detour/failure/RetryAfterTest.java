package dev.detour.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.exchange.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "12, PT12S",
        "' 12 ', PT12S",
        "1.5, PT1.5S",
        "0.0000000001, PT0.000000001S",
        "86401, PT24H",
        "99999999999999999999999999999999, PT24H",
        "'Sat, 21 Nov 2026 08:00:30 GMT', PT30S",
        "'Saturday, 21-Nov-26 08:00:30 GMT', PT30S",
        "Sat Nov 21 08:00:30 2026, PT30S",
        "Tue Dec  1 08:00:00 2026, PT24H",
        "'Sat, 21 Nov 2026 08:00:00 GMT', PT0S",
    })
    void reads_seconds_and_dates(String value, Duration expected) {
        assertThat(RetryAfter.parse(value, null, NOW)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "+1",
                "NaN",
                "Infinity",
                "1e9",
                "0x10",
                "soon",
                "12 s",
                "Sat, 21 Nov 2026 07:59:59 GMT",
                "Mon, 21 Nov 2026 08:00:30 GMT",
                "Sat, 21 Nov 2026 08:00:30 PST",
                "999999999999999999999999999999999"
            })
    void garbage_and_the_past_are_none(String value) {
        assertThat(RetryAfter.parse(value, null, NOW)).isNull();
        assertThat(RetryAfter.parse(null, value, NOW)).isNull();
    }

    @Test
    void milliseconds_are_finer_and_count_first() {
        assertThat(RetryAfter.parse("2", "1250", NOW)).isEqualTo(Duration.ofMillis(1_250));
        assertThat(RetryAfter.parse("2", "soon", NOW)).isEqualTo(Duration.ofSeconds(2));
        assertThat(RetryAfter.parse(null, "99999999999999", NOW)).isEqualTo(RetryAfter.LONGEST);
        assertThat(RetryAfter.parse(null, null, NOW)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "6ms, PT0.006S",
        "1m30s, PT1M30S",
        "1h2m3.5s, PT1H2M3.5S",
        "250h, PT24H",
        "1.5s, PT1.5S",
        "20, PT20S",
        "1795248030, PT30S",
        "1795248030500, PT30.5S",
        "2026-11-21T08:00:30Z, PT30S",
        "2026-11-21T09:00:30+01:00, PT30S",
        "1795248000, PT0S",
    })
    void reads_when_a_limit_is_there_again(String value, Duration expected) {
        assertThat(LimitResets.parse(value, NOW)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "1x", "m", "-5s", "1795247999", "2026-11-21T07:59:59Z"})
    void a_reset_that_makes_no_sense_or_is_over_is_none(String value) {
        assertThat(LimitResets.parse(value, NOW)).isNull();
    }

    @Test
    void only_the_reset_of_a_limit_that_is_used_up_counts() {
        Map<String, String> headers = new HashMap<>(Map.of(
                "x-ratelimit-remaining-requests", "12",
                "x-ratelimit-reset-requests", "6m",
                "x-ratelimit-remaining-tokens", "0",
                "x-ratelimit-reset-tokens", "2s"));

        assertThat(waits(FailureKind.RATE_LIMITED, headers)).hasSeconds(2);
        assertThat(waits(FailureKind.SERVER_ERROR, headers)).isNull();
        headers.put("retry-after", "1");
        assertThat(waits(FailureKind.RATE_LIMITED, headers)).hasSeconds(1);
    }

    /** Of limits that are used up the longest; where no rest is told at all, the shortest. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x-ratelimit-reset: 30 | PT30S",
                "x-ratelimit-reset: 1795248030 | PT30S",
                "x-ratelimit-reset: 1795248030000 | PT30S",
                "x-ratelimit-reset: 6m0s | PT6M",
                "x-ratelimit-reset: 20ms | PT0.02S",
                "x-ratelimit-reset: soon | ",
                "x-ratelimit-reset: 1795247999 | ",
                "x-rate-limit-reset: 7 | PT7S",
                "x-ratelimit-reset-requests: 1s; x-ratelimit-reset-tokens: 6m0s | PT1S",
                "x-ratelimit-reset: soon; x-ratelimit-reset-tokens: 6m0s | PT6M",
                "x-ratelimit-reset: 30; x-ratelimit-remaining: 5 | ",
                "x-ratelimit-reset: 30; x-ratelimit-remaining-requests: 5 | ",
                "x-ratelimit-reset: 30; x-ratelimit-remaining-requests: 0; x-ratelimit-reset-requests: 2 | PT2S",
                "x-ratelimit-remaining: 0; x-ratelimit-reset: 3; ratelimit-remaining: 0; ratelimit-reset: 4 | PT4S",
                "x-ratelimit-remaining: 0 | ",
                "x-ratelimit-remaining-project-tokens: 0; x-ratelimit-reset-project-tokens: 9s | PT9S",
                "x-ratelimit-reset-project-tokens: 9s | PT9S",
                "x-ratelimit-remaining-project-requests: 0; x-ratelimit-reset-project-requests: 8s | PT8S",
                "ratelimit: limit=100, remaining=0, reset=30 | PT30S",
                "ratelimit: limit=100,remaining=0,reset=30 | PT30S",
                "ratelimit: limit=100, remaining=7, reset=30 | ",
                "ratelimit: limit=100, reset=30 | PT30S",
                "ratelimit: 'default';r=0;t=30 | PT30S",
                "ratelimit: 'default';r=7;t=30 | ",
                "ratelimit: 'default';t=30 | PT30S",
                "ratelimit: 'minute';r=0;t=30, 'day';r=500;t=40000 | PT30S",
                "ratelimit: 'minute';r=0;t=30, 'day';r=0;t=4000 | PT1H6M40S",
                "ratelimit: 'minute'; r=0; t=30 | PT30S",
                "ratelimit: 'part';part=0;t2=9 | ",
                "ratelimit: 100 | ",
            })
    void a_limit_is_waited_for_by_what_its_headers_tell(String given, @Nullable Duration expected) {
        Map<String, String> headers = new HashMap<>();
        for (String header : given.split("; (?=[a-z-]+:)", -1)) {
            String[] parts = header.split(": ", 2);
            headers.put(parts[0], parts[1].replace('\'', '"'));
        }

        assertThat(waits(FailureKind.RATE_LIMITED, headers)).isEqualTo(expected);
    }

    @Test
    void a_field_of_limits_that_is_too_long_is_none() {
        String field = "limit=100, remaining=0, reset=30";

        assertThat(waits(FailureKind.RATE_LIMITED, Map.of("ratelimit", field + " ".repeat(1_000))))
                .isNull();
    }

    private static @Nullable Duration waits(FailureKind kind, Map<String, String> headers) {
        return RetryAfter.of(kind, Outcome.answered(429, headers::get), JsonFields.NONE, NOW);
    }

    @Test
    void dates_are_english_in_every_locale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(RetryAfter.parse("Sat, 21 Nov 2026 08:00:30 GMT", null, NOW))
                    .hasSeconds(30);
        } finally {
            Locale.setDefault(before);
        }
    }
}
