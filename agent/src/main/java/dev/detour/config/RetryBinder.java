package dev.detour.config;

import dev.detour.config.Node.Entry;
import dev.detour.config.Node.Scalar;
import dev.detour.retry.RetryPolicy;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads {@code retry:}. */
final class RetryBinder {
    private static final Form<Integer> ATTEMPTS = new CountForm(1, 100);

    private RetryBinder() {}

    static RetryPolicy bind(Section section) {
        RetryPolicy defaults = RetryPolicy.defaults();
        Section retry = section.group("retry").only(Keys.RETRY);
        Span backoff = retry.value("backoff", Forms.SPAN, new Span(defaults.firstDelay(), defaults.maxDelay()));
        return RetryPolicy.builder()
                .attempts(retry.value("attempts", ATTEMPTS, defaults.attempts()))
                .firstDelay(backoff.first)
                .maxDelay(backoff.longest)
                .retryAfter(retry.value("retry-after", Forms.DURATION, defaults.retryAfter()))
                .unsafe(retry.value("unsafe", new ChoiceForm<>(unsafe()), defaults.unsafe()))
                .on(codes(retry))
                .budget(retry.value("budget", Forms.SHARE, defaults.budget()))
                .build();
    }

    private static Map<String, RetryPolicy.Unsafe> unsafe() {
        Map<String, RetryPolicy.Unsafe> words = new LinkedHashMap<>();
        for (RetryPolicy.Unsafe unsafe : RetryPolicy.Unsafe.values()) {
            words.put(unsafe.name().toLowerCase(Locale.ROOT).replace('_', '-'), unsafe);
        }
        return words;
    }

    private static Map<String, Integer> codes(Section retry) {
        Section on = retry.group("on");
        Map<String, Integer> attempts = new LinkedHashMap<>();
        for (Map.Entry<String, Entry> entry : on.entries().entrySet()) {
            String code = entry.getKey();
            checkCode(on, code, entry.getValue());
            Scalar scalar = on.scalar(entry.getValue().value, code);
            Integer count = scalar == null ? null : on.read(scalar, code, ATTEMPTS);
            if (scalar != null && count != null) {
                attempts.put(code, count);
                on.record(
                        code,
                        scalar.isSecret() ? Setting.SECRET : count.toString(),
                        scalar.where().origin());
            }
        }
        return Map.copyOf(attempts);
    }

    private static void checkCode(Section on, String code, Entry entry) {
        Set<String> codes = on.binding().vocabulary.codes();
        if (!codes.contains(code)) {
            String meant = Texts.nearest(code, codes);
            on.binding()
                    .faults
                    .add(
                            entry.key,
                            on.label(Texts.shown(code)) + " is not a code of the failure dictionary"
                                    + (meant == null ? "" : "; did you mean '" + meant + "'?"));
        }
    }
}
