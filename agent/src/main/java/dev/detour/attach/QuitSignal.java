package dev.detour.attach;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * To attach is to send SIGQUIT, which ends a process that does not handle it: one that is no JVM, a JVM in its first
 * moments, or one with {@code -Xrs}. Not every JDK looks first.
 */
final class QuitSignal {
    private static final String CAUGHT = "SigCgt:";

    /** SIGQUIT is 3, and the mask begins with 1. */
    private static final long MASK = 1L << 2;

    private QuitSignal() {}

    /**
     * Whether a process survives it, as far as can be seen.
     *
     * @param status as {@code /proc/PID/status} of Linux; where there is none, nothing speaks against it
     */
    static boolean isSurvived(Path status) {
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(CAUGHT))
                    .map(line -> line.substring(CAUGHT.length()).strip())
                    .allMatch(mask -> (Long.parseUnsignedLong(mask, 16) & MASK) != 0);
        } catch (IOException | RuntimeException unknown) {
            return true;
        }
    }
}
