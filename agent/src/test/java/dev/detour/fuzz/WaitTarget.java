package dev.detour.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.detour.failure.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The headers by which an answer asks to wait: a line each. */
final class WaitTarget implements Target {
    @Override
    public void take(byte[] input) {
        String[] lines = (new String(input, UTF_8) + "\n").split("\n", 2);
        for (Instant now :
                new Instant[] {Instant.MIN, Instant.EPOCH, Instant.parse("2026-11-21T00:00:00Z"), Instant.MAX}) {
            check(RetryAfter.parse(lines[0], null, now));
            check(RetryAfter.parse(lines[1], lines[0], now));
        }
    }

    private static void check(@Nullable Duration wait) {
        if (wait != null && (wait.isNegative() || wait.compareTo(RetryAfter.LONGEST) > 0)) {
            throw new AssertionError("asks to wait " + wait);
        }
    }
}
