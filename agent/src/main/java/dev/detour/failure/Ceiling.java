package dev.detour.failure;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A limit in time of something on the way, which shows in how long an attempt lasted until it was cut: nobody says so, and
 * it is a round number.
 */
final class Ceiling {
    /** What such a limit looks like from here. A stall does not tell when it began: its timer ends it. */
    private static final Set<FailureKind> CUTS = Set.of(
            FailureKind.BODY_TRUNCATED,
            FailureKind.BODY_RESET,
            FailureKind.CLOSED_BEFORE_RESPONSE,
            FailureKind.RESET_BEFORE_RESPONSE,
            FailureKind.GATEWAY_ERROR);

    /** In seconds: the defaults of common proxies, gateways and load balancers, and what people set in their place. */
    private static final List<Integer> KNOWN = List.of(30, 60, 100, 120, 180, 240, 300, 600, 900, 1_800, 3_600);

    /** A timer on the way starts later than the attempt, by the time to connect; and fires late rather than early. */
    private static final Duration LATE = Duration.ofMillis(500);

    private static final Duration EARLY = Duration.ofMillis(50);

    private Ceiling() {}

    /**
     * What to say of it, before anything else.
     *
     * @param lasted from the start of the attempt; null: not known
     * @return empty where it was no cut, or no ceiling is known so near
     */
    static String hint(FailureKind kind, @Nullable Duration lasted) {
        if (lasted == null || !CUTS.contains(kind)) {
            return "";
        }
        for (int seconds : KNOWN) {
            if (isNear(Duration.ofSeconds(seconds), lasted)) {
                return String.format(
                        Locale.ROOT,
                        "It was cut after %.1f s, probably by a ceiling of %d s on the way: ask for a longer one, or for"
                                + " a stream. ",
                        lasted.toMillis() / 1000.0,
                        seconds);
            }
        }
        return "";
    }

    private static boolean isNear(Duration ceiling, Duration lasted) {
        Duration latest = ceiling.plus(LATE).plus(ceiling.dividedBy(200)); // long ones are often counted coarsely
        return lasted.compareTo(ceiling.minus(EARLY)) >= 0 && lasted.compareTo(latest) <= 0;
    }
}
