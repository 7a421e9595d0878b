package dev.detour.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A number of bytes with its unit, of which each is 1024 of the one before. */
final class SizeForm implements Form<Long> {
    private static final Pattern SHAPE = Pattern.compile("([0-9]{1,9})(B|KB|MB|GB)");

    @Override
    public Long read(String text) throws Malformed {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw Malformed.because("is not a size; write it as 64KB or 100MB", meant(text));
        }
        long size = Long.parseLong(matcher.group(1)) << shift(matcher.group(2));
        if (size == 0) {
            throw Malformed.because("must be more than nothing");
        }
        return size;
    }

    private static @Nullable String meant(String text) {
        Matcher loose = Pattern.compile("([0-9]{1,9})\\s*([A-Za-z]*)").matcher(text.trim());
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

    @Override
    public String show(Long size) {
        for (String unit : new String[] {"GB", "MB", "KB"}) {
            if (size % (1L << shift(unit)) == 0) {
                return (size >> shift(unit)) + unit;
            }
        }
        return size + "B";
    }
}
