package dev.detour.config;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A length of time with its unit, up to a day. */
final class DurationForm implements Form<Duration> {
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Pattern SHAPE = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

    private final boolean positive;

    /**
     * @param positive whether nothing at all is none: else that is written with or without a unit
     */
    DurationForm(boolean positive) {
        this.positive = positive;
    }

    @Override
    public Duration read(String text) throws Malformed {
        Duration duration = duration(text);
        if (positive && duration.isZero()) {
            throw Malformed.because("must be longer than nothing");
        }
        return duration;
    }

    private static Duration duration(String text) throws Malformed {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw Malformed.because("is not a duration; write it as 250ms, 10s or 10m", meant(text));
        }
        Duration duration = unit(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1)));
        if (duration.compareTo(LONGEST) > 0) {
            throw Malformed.because("is longer than 24h");
        }
        return duration;
    }

    private static Duration unit(String unit) {
        switch (unit) {
            case "ms":
                return Duration.ofMillis(1);
            case "s":
                return Duration.ofSeconds(1);
            case "m":
                return Duration.ofMinutes(1);
            default:
                return Duration.ofHours(1);
        }
    }

    private static @Nullable String meant(String text) {
        Matcher loose = Pattern.compile("([0-9]{1,9})\\s*([A-Za-z]*)").matcher(text.trim());
        if (!loose.matches()) {
            return null;
        }
        String unit = loose.group(2).toLowerCase(Locale.ROOT);
        if (unit.isEmpty()) {
            return loose.group(1) + "s";
        }
        if (unit.equals("ms") || unit.startsWith("mil")) {
            return loose.group(1) + "ms";
        }
        return "smh".indexOf(unit.charAt(0)) < 0 ? null : loose.group(1) + unit.charAt(0);
    }

    @Override
    public String show(Duration duration) {
        return shown(duration);
    }

    static String shown(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0";
        }
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds % 60 != 0) {
            return seconds + "s";
        }
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
    }
}
