package dev.detour.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The forms of plain values that more than one group of keys has. Independent of any locale. */
final class Forms {
    /** Zero is allowed, with or without a unit. */
    static final Form<Duration> DURATION = new DurationForm(false);

    static final Form<Duration> POSITIVE_DURATION = new DurationForm(true);
    static final Form<Double> SHARE = new ShareForm();
    static final Form<Boolean> FLAG = new ChoiceForm<>(flags());
    static final Form<Span> SPAN = new Span.OfText();
    static final Form<String> TEXT = new TextForm();

    private Forms() {}

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
}
