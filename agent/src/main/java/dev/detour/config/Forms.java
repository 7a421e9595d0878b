package dev.detour.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The forms of plain values: durations, sizes, shares, counts, words. Independent of any locale. */
final class Forms {
    private static final Duration LONGEST = Duration.ofDays(1);

    /** Zero is allowed, with or without a unit. */
    static final Form<Duration> DURATION = Form.of(Forms::duration, Forms::show);

    static final Form<Duration> POSITIVE_DURATION = Form.of(Forms::positiveDuration, Forms::show);
    static final Form<Long> SIZE = Form.of(Forms::size, Forms::showSize);
    /** From 0 to 1, written from 0% to 100%. */
    static final Form<Double> SHARE = Form.of(Forms::share, Forms::showShare);

    static final Form<Boolean> FLAG = choice(flags());
    static final Form<Span> SPAN = Form.of(Forms::span, Span::toString);
    static final Form<String> TEXT = Form.of(Forms::line, Texts::shown);

    private Forms() {}

    /** Made when the first value is read: where nothing is said there is none. */
    private static final class Written {
        static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
        static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(B|KB|MB|GB)");
        static final Pattern SHARE = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,6})?)\\s?%");
        static final Pattern LOOSE = Pattern.compile("([0-9]{1,9})\\s*([A-Za-z]*)");
    }

    /** A whole number in bounds. */
    static Form<Integer> count(int least, int most) {
        return Form.of(text -> count(text, least, most), String::valueOf);
    }

    /** One of a few words, in lower case; the first word of a value is the one that is shown. */
    static <T> Form<T> choice(Map<String, T> words) {
        return Form.of(text -> choose(text, words), value -> word(value, words));
    }

    /** The same, where the value may also be left to nothing: {@code off}. */
    static <T> Form<Optional<T>> orOff(Form<T> form) {
        return Form.of(
                text -> text.equals("off") ? Optional.empty() : Optional.of(form.read(text)),
                value -> value.map(form::show).orElse("off"));
    }

    /** Two durations, the first not longer than the second; one stands for both. */
    static final class Span {
        final Duration first;
        final Duration longest;

        Span(Duration first, Duration longest) {
            this.first = first;
            this.longest = longest;
        }

        @Override
        public String toString() {
            return show(first) + ".." + show(longest);
        }
    }

    private static Duration duration(String text) throws Malformed {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher matcher = Written.DURATION.matcher(text);
        if (!matcher.matches()) {
            throw Malformed.because("is not a duration; write it as 250ms, 10s or 10m", meantDuration(text));
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

    private static @Nullable String meantDuration(String text) {
        Matcher loose = Written.LOOSE.matcher(text.trim());
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

    private static Duration positiveDuration(String text) throws Malformed {
        Duration duration = duration(text);
        if (duration.isZero()) {
            throw Malformed.because("must be longer than nothing");
        }
        return duration;
    }

    static String show(Duration duration) {
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

    private static Span span(String text) throws Malformed {
        int dots = text.indexOf("..");
        Duration first =
                positiveDuration(dots < 0 ? text : text.substring(0, dots).trim());
        Duration longest =
                dots < 0 ? first : positiveDuration(text.substring(dots + 2).trim());
        if (first.compareTo(longest) > 0) {
            throw Malformed.because("begins with the longer one", show(longest) + ".." + show(first));
        }
        return new Span(first, longest);
    }

    private static long size(String text) throws Malformed {
        Matcher matcher = Written.SIZE.matcher(text);
        if (!matcher.matches()) {
            throw Malformed.because("is not a size; write it as 64KB or 100MB", meantSize(text));
        }
        long size = Long.parseLong(matcher.group(1)) << shift(matcher.group(2));
        if (size == 0) {
            throw Malformed.because("must be more than nothing");
        }
        return size;
    }

    private static @Nullable String meantSize(String text) {
        Matcher loose = Written.LOOSE.matcher(text.trim());
        if (!loose.matches() || loose.group(2).isEmpty()) {
            return null;
        }
        char unit = loose.group(2).toUpperCase(Locale.ROOT).charAt(0);
        return "KMG".indexOf(unit) < 0 ? null : loose.group(1) + unit + "B";
    }

    private static int shift(String unit) {
        switch (unit) {
            case "KB":
                return 10;
            case "MB":
                return 20;
            case "GB":
                return 30;
            default:
                return 0;
        }
    }

    private static String showSize(long size) {
        for (String unit : new String[] {"GB", "MB", "KB"}) {
            if (size % (1L << shift(unit)) == 0) {
                return (size >> shift(unit)) + unit;
            }
        }
        return size + "B";
    }

    private static double share(String text) throws Malformed {
        Matcher matcher = Written.SHARE.matcher(text);
        if (!matcher.matches()) {
            throw Malformed.because("is not a percentage; write it as 10%", meantShare(text));
        }
        BigDecimal percent = new BigDecimal(matcher.group(1));
        if (percent.compareTo(BigDecimal.valueOf(100)) > 0) {
            throw Malformed.because("is more than 100%");
        }
        return percent.movePointLeft(2).doubleValue();
    }

    private static @Nullable String meantShare(String text) {
        if (!text.matches("[0-9]{1,3}|0?\\.[0-9]{1,6}|1\\.0")) {
            return null;
        }
        BigDecimal number = new BigDecimal(text);
        return text.contains(".") ? showShare(number.doubleValue()) : number + "%";
    }

    private static String showShare(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
    }

    private static int count(String text, int least, int most) throws Malformed {
        String bounds = least + " to " + most;
        if (!text.matches("[0-9]{1,9}")) {
            throw Malformed.because("is not a whole number from " + bounds);
        }
        int count = Integer.parseInt(text);
        if (count < least || count > most) {
            throw Malformed.because("is not in the range from " + bounds);
        }
        return count;
    }

    private static <T> T choose(String text, Map<String, T> words) throws Malformed {
        T value = words.get(text.toLowerCase(Locale.ROOT));
        if (value == null) {
            throw Malformed.because(
                    "is none of " + String.join(", ", words.keySet()),
                    Texts.nearest(text.toLowerCase(Locale.ROOT), words.keySet()));
        }
        return value;
    }

    private static <T> String word(T value, Map<String, T> words) {
        for (Map.Entry<String, T> entry : words.entrySet()) {
            if (entry.getValue().equals(value)) {
                return entry.getKey();
            }
        }
        return String.valueOf(value);
    }

    /** YAML 1.1 has six words for each, and people who learned it use them. */
    private static Map<String, Boolean> flags() {
        Map<String, Boolean> flags = new LinkedHashMap<>();
        flags.put("true", true);
        flags.put("false", false);
        flags.put("yes", true);
        flags.put("no", false);
        flags.put("on", true);
        flags.put("off", false);
        return flags;
    }

    private static String line(String text) throws Malformed {
        if (text.isBlank()) {
            throw Malformed.because("is empty");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw Malformed.because("holds a line break or another control character");
        }
        return text.trim();
    }
}
