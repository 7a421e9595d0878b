package dev.detour.failure;

import dev.detour.exchange.Outcome;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long an answer asks to wait: {@code Retry-After} (RFC 9110, 10.2.3) in seconds or as a date, and
 * {@code retry-after-ms} of OpenAI and Azure, which is finer and counts first. Where a limit is reached and neither is
 * there: Google's {@code retryDelay}, or when that which is used up is there again ({@link LimitResets}).
 *
 * <p>It stands here and not beside the rest of retrying because it is a fact of the answer, which a failure tells.
 */
public final class RetryAfter {
    /** Whatever asks for more asks for this. */
    public static final Duration LONGEST = Duration.ofDays(1);

    /** Where an error of Google's says it (google.rpc.RetryInfo). */
    private static final List<String> DELAYS = List.of("error.details.retryDelay");

    /** SDKs send and accept fractions, though the RFC has none. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,32}(?:\\.[0-9]{1,32})?");

    /** The three forms of RFC 9110, 5.6.7, all in GMT; the first is the one in use. English, whatever the locale. */
    private static final List<DateTimeFormatter> DATES = List.of(
            format("EEE, d MMM uuuu HH:mm:ss 'GMT'"),
            new DateTimeFormatterBuilder()
                    .appendPattern("EEEE, dd-MMM-")
                    .appendValueReduced(ChronoField.YEAR, 2, 2, 2000)
                    .appendPattern(" HH:mm:ss 'GMT'")
                    .toFormatter(Locale.US),
            format("EEE MMM ppd HH:mm:ss uuuu"));

    private RetryAfter() {}

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.US);
    }

    /** What an answer asks for; null where it asks for nothing, or for nonsense. */
    static @Nullable Duration of(FailureKind kind, Outcome answer, JsonFields error, Instant now) {
        Duration asked = parse(answer.header("retry-after"), answer.header("retry-after-ms"), now);
        if (asked != null || kind != FailureKind.RATE_LIMITED) {
            return asked;
        }
        String delay = error.first(DELAYS);
        Duration told = delay == null ? null : LimitResets.parse(delay, now);
        return told != null ? told : LimitResets.of(answer, now);
    }

    /**
     * Reads both headers.
     *
     * @param retryAfter seconds or a date; null: not there
     * @param millis milliseconds; null: not there
     * @param now what a date is counted from
     * @return not negative, at most {@link #LONGEST}; null where nothing can be read, or a date is over
     */
    public static @Nullable Duration parse(@Nullable String retryAfter, @Nullable String millis, Instant now) {
        Duration fine = millis == null ? null : number(millis.trim(), 1_000_000);
        if (fine != null || retryAfter == null) {
            return fine;
        }
        Duration seconds = number(retryAfter.trim(), 1_000_000_000);
        return seconds != null ? seconds : date(retryAfter.trim(), now);
    }

    static @Nullable Duration number(String text, long nanosEach) {
        if (!NUMBER.matcher(text).matches()) {
            return null;
        }
        BigDecimal nanos = new BigDecimal(text).multiply(BigDecimal.valueOf(nanosEach));
        BigDecimal most = BigDecimal.valueOf(LONGEST.toNanos());
        return Duration.ofNanos(
                nanos.min(most).setScale(0, RoundingMode.CEILING).longValue());
    }

    private static @Nullable Duration date(String text, Instant now) {
        for (DateTimeFormatter format : DATES) {
            Instant date = date(text, format);
            if (date != null) {
                Duration wait = Duration.between(now, date);
                return wait.isNegative() ? null : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
            }
        }
        return null;
    }

    private static @Nullable Instant date(String text, DateTimeFormatter format) {
        try {
            return LocalDateTime.parse(text, format).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException anotherForm) {
            return null;
        }
    }
}
