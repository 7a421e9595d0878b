package dev.detour.config;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A share, from 0 to 1, written from 0% to 100%. */
final class ShareForm implements Form<Double> {
    private static final Pattern SHAPE = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,6})?)\\s?%");

    @Override
    public Double read(String text) throws Malformed {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw Malformed.because("is not a percentage; write it as 10%", meant(text));
        }
        BigDecimal percent = new BigDecimal(matcher.group(1));
        if (percent.compareTo(BigDecimal.valueOf(100)) > 0) {
            throw Malformed.because("is more than 100%");
        }
        return percent.movePointLeft(2).doubleValue();
    }

    private static @Nullable String meant(String text) {
        if (!text.matches("[0-9]{1,3}|0?\\.[0-9]{1,6}|1\\.0")) {
            return null;
        }
        BigDecimal number = new BigDecimal(text);
        return text.contains(".") ? shown(number.doubleValue()) : number + "%";
    }

    @Override
    public String show(Double share) {
        return shown(share);
    }

    private static String shown(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
    }
}
