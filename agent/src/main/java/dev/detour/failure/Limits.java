package dev.detour.failure;

import dev.detour.exchange.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What providers say in headers about what is left of their limits, in requests or tokens. */
public final class Limits {
    private static final List<String> REMAINING = List.of(
            "anthropic-ratelimit-requests-remaining",
            "anthropic-ratelimit-tokens-remaining",
            "anthropic-ratelimit-input-tokens-remaining",
            "anthropic-ratelimit-output-tokens-remaining",
            "x-ratelimit-remaining-requests",
            "x-ratelimit-remaining-tokens",
            "x-ratelimit-remaining-project-requests",
            "x-ratelimit-remaining-project-tokens",
            "x-ratelimit-remaining",
            "x-rate-limit-remaining",
            "ratelimit-remaining");

    /** In each of these names; few answers have any of them. */
    private static final String COMMON = "limit-";

    /** Characters of the shortest of them: most other names have fewer. */
    private static final int LEAST =
            REMAINING.stream().mapToInt(String::length).min().orElse(0);

    private Limits() {}

    /** The tightest of the limits that an answer tells of; null where it tells of none. */
    public static @Nullable Long remaining(Outcome answer) {
        if (!answer.mayHold(COMMON, LEAST)) {
            return null;
        }
        Long least = null;
        for (String name : REMAINING) {
            String told = answer.header(name);
            Long left = told == null ? null : number(told.trim());
            least = least == null || (left != null && left < least) ? left : least;
        }
        return least;
    }

    private static @Nullable Long number(String text) {
        return text.matches("[0-9]{1,18}") ? Long.valueOf(text) : null;
    }
}
