package dev.detour.failure;

import dev.detour.exchange.Outcome;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a limit that is used up is there again, by the headers that tell of limits. They come with every answer and tell
 * of several limits: only those count of which nothing is left, and of these the one that takes longest. Where an answer
 * tells no limit's rest, which one is used up is not known: the soonest counts, after which a call is at least worth it.
 */
final class LimitResets {
    /**
     * The header that tells what is left of a limit, and the one that tells when all of it is there again. Those of
     * projects and of models are said beside those of the whole organization.
     */
    private static final Map<String, String> HEADERS = Map.ofEntries(
            Map.entry("x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"),
            Map.entry("x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens"),
            Map.entry("x-ratelimit-remaining-project-requests", "x-ratelimit-reset-project-requests"),
            Map.entry("x-ratelimit-remaining-project-tokens", "x-ratelimit-reset-project-tokens"),
            Map.entry("anthropic-ratelimit-requests-remaining", "anthropic-ratelimit-requests-reset"),
            Map.entry("anthropic-ratelimit-tokens-remaining", "anthropic-ratelimit-tokens-reset"),
            Map.entry("anthropic-ratelimit-input-tokens-remaining", "anthropic-ratelimit-input-tokens-reset"),
            Map.entry("anthropic-ratelimit-output-tokens-remaining", "anthropic-ratelimit-output-tokens-reset"),
            Map.entry("x-ratelimit-remaining", "x-ratelimit-reset"),
            Map.entry("x-rate-limit-remaining", "x-rate-limit-reset"),
            Map.entry("ratelimit-remaining", "ratelimit-reset"));

    /**
     * All in one header: {@code limit=100, remaining=0, reset=30} (draft-ietf-httpapi-ratelimit-headers-07), and
     * {@code "default";r=0;t=30}, several by commas (from its version 08 on).
     */
    private static final String FIELD = "ratelimit";

    /** Longer ones are none. */
    private static final int LONGEST_FIELD = 1_000;

    private static final Pattern LEFT =
            Pattern.compile("(?:^|[,;\\s])(?:remaining|r)\\s?=\\s?([0-9]{1,18})(?=$|[,;\\s])");

    private static final Pattern UNTIL = Pattern.compile("(?:^|[,;\\s])(?:reset|t)\\s?=\\s?([0-9]{1,18})(?=$|[,;\\s])");

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

    /** How long to wait by what an answer tells of its limits; null where it tells nothing that can be waited for. */
    static @Nullable Duration of(Outcome answer, Instant now) {
        List<Limit> limits = told(answer, now);
        if (limits.stream().anyMatch(Limit::tellsRest)) {
            return limits.stream()
                    .filter(Limit::isUsedUp)
                    .map(limit -> limit.wait)
                    .filter(Objects::nonNull)
                    .max(Comparator.naturalOrder())
                    .orElse(null);
        }
        return limits.stream()
                .map(limit -> limit.wait)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static List<Limit> told(Outcome answer, Instant now) {
        List<Limit> limits = new ArrayList<>();
        HEADERS.forEach((left, reset) -> limits.add(new Limit(answer.header(left), answer.header(reset), now)));
        String field = answer.header(FIELD);
        if (field != null && field.length() <= LONGEST_FIELD) {
            boolean byItems = !field.contains("remaining") && !field.contains("reset");
            for (String item : byItems ? field.split(",") : new String[] {field}) {
                limits.add(new Limit(first(LEFT, item), first(UNTIL, item), now));
            }
        }
        return limits;
    }

    private static @Nullable String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? found.group(1) : null;
    }

    /** What an answer tells of one limit. */
    private static final class Limit {
        /** What is left of it; null: not told. */
        final @Nullable String left;

        /** Until all of it is there again; null: not told, or not to be read. */
        final @Nullable Duration wait;

        Limit(@Nullable String left, @Nullable String reset, Instant now) {
            this.left = left;
            this.wait = reset == null ? null : parse(reset, now);
        }

        boolean tellsRest() {
            return left != null;
        }

        boolean isUsedUp() {
            return left != null && left.trim().equals("0");
        }
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
