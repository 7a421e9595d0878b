package dev.detour.config;

import dev.detour.breaker.BreakerPolicy;
import dev.detour.config.Node.Scalar;
import java.util.Map;

/** Reads {@code breaker:}. */
final class BreakerBinder {
    private static final Form<Boolean> SWITCH = new ChoiceForm<>(Map.of("off", false));

    private BreakerBinder() {}

    /**
     * The policy.
     *
     * @param fallback what holds where nothing is said
     */
    static BreakerPolicy bind(Section section, BreakerPolicy fallback) {
        Node node = section.find("breaker");
        if (node instanceof Scalar && !Section.isEmpty(node)) {
            section.value("breaker", SWITCH);
            return BreakerPolicy.off();
        }
        boolean said = node != null && !Section.isEmpty(node);
        Section breaker = section.group("breaker").only(Keys.BREAKER);
        if (!said && !fallback.isOn()) {
            section.record("breaker", "off", Setting.DEFAULT);
            return fallback;
        }
        BreakerPolicy defaults = BreakerPolicy.defaults();
        Span open = breaker.value("open", Forms.SPAN, new Span(defaults.firstOpen(), defaults.maxOpen()));
        return BreakerPolicy.of(
                true, breaker.value("failures", new CountForm(1, 1000), defaults.failures()), open.first, open.longest);
    }
}
