package dev.detour.failure;

import dev.detour.exchange.Outcome;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a limit that is used up is there again, by the headers that tell of limits. They come with every answer and tell
 * of several limits: only that counts of which nothing is left.
 */
final class LimitResets {
    /** The header that tells what is left of a limit, and the one that tells when all of it is there again. */
    private static final Map<String, String> HEADERS = Map.of(
            "x-ratelimit-remaining-requests", "x-ratelimit-reset-requests",
            "x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens",
            "anthropic-ratelimit-requests-remaining", "anthropic-ratelimit-requests-reset",
            "anthropic-ratelimit-tokens-remaining", "anthropic-ratelimit-tokens-reset",
            "anthropic-ratelimit-input-tokens-remaining", "anthropic-ratelimit-input-tokens-reset",
            "anthropic-ratelimit-output-tokens-remaining", "anthropic-ratelimit-output-tokens-reset",
            "x-ratelimit-remaining", "x-ratelimit-reset",
            "ratelimit-remaining", "ratelimit-reset");

    /** As Go writes durations, and OpenAI: {@code 1m30s}, {@code 6ms}, {@code 1.5s}. */
    private static final Pattern PART = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(h|ms|m|s|us|µs|ns)");

    private static final Pattern PARTS = Pattern.compile("(?:" + PART.pattern() + "){1,6}");

    private static final long SECOND = 1_000_000_000;

    private static final Map<String, Long> NANOS = Map.of(
            "h", 3_600_000_000_000L,
            "m", 60_000_000_000L,
            "s", SECOND,
            "ms", 1_000_000L,
            "us", 1_000L,
            "µs", 1_000L,
            "ns", 1L);

    /** Seconds beyond this are no wait but the time of day, in 2001 or later; beyond the other, in milliseconds. */
    private static final long EPOCH_SECONDS = 1_000_000_000L;

    private static final long EPOCH_MILLIS = 100_000_000_000L;

    private LimitResets() {}

    /** The longest wait for what is used up; null where nothing is, or nothing is told. */
    static @Nullable Duration of(Outcome answer, Instant now) {
        Duration longest = null;
        for (Map.Entry<String, String> limit : HEADERS.entrySet()) {
            String left = answer.header(limit.getKey());
            String reset = answer.header(limit.getValue());
            Duration wait = reset == null || left == null || !left.trim().equals("0") ? null : parse(reset, now);
            if (wait != null && (longest == null || wait.compareTo(longest) > 0)) {
                longest = wait;
            }
        }
        return longest;
    }

    /**
     * Reads a wait in any of the forms that are in use: {@code 1m30s}, seconds, seconds or milliseconds since 1970, a
     * date of RFC 3339.
     *
     * @return not negative, at most {@link RetryAfter#LONGEST}; null where nothing can be read, or the time is over
     */
    static @Nullable Duration parse(String given, Instant now) {
        String text = given.trim();
        if (text.matches("[0-9]{10,15}")) {
            return since1970(Long.parseLong(text), now);
        }
        if (PARTS.matcher(text).matches()) {
            return parts(text);
        }
        Duration seconds = RetryAfter.number(text, SECOND);
        return seconds != null ? seconds : date(text, now);
    }

    private static @Nullable Duration since1970(long number, Instant now) {
        if (number < EPOCH_SECONDS) {
            return RetryAfter.LONGEST;
        }
        return until(number < EPOCH_MILLIS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number), now);
    }

    private static Duration parts(String text) {
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            Duration more = RetryAfter.number(part.group(1), NANOS.getOrDefault(part.group(2), 1L));
            sum = more == null ? sum : sum.plus(more);
        }
        return bounded(sum);
    }

    private static @Nullable Duration date(String text, Instant now) {
        try {
            return until(OffsetDateTime.parse(text).toInstant(), now);
        } catch (DateTimeException anotherForm) {
            return null;
        }
    }

    private static @Nullable Duration until(Instant date, Instant now) {
        Duration wait = Duration.between(now, date);
        return wait.isNegative() ? null : bounded(wait);
    }

    private static Duration bounded(Duration wait) {
        return wait.compareTo(RetryAfter.LONGEST) > 0 ? RetryAfter.LONGEST : wait;
    }
}
