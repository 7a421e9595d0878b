package dev.detour.call;

import dev.detour.telemetry.CallReport;
import dev.detour.telemetry.Telemetry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says in the exception that the application gets what its log would not tell otherwise: as one suppressed exception,
 * so that type, message and cause stay what they were.
 *
 * <p>That one is of a type of the JDK's: one of ours would be unknown wherever the exception is sent to, and keep our
 * loader as long as the application keeps the exception.
 */
final class Diagnosis {
    private static final String MARK = "Detour: ";

    /** What stands second where several calls share an exception. */
    static final String SHARED = MARK
            + "other calls ended with this same exception, which their client gave to each of them: what is said above is of"
            + " the first. The log and the events tell of every one.";

    private static final StackTraceElement[] NOWHERE = {};

    private final List<String> codes = new ArrayList<>();
    private @Nullable Throwable told;

    /** An attempt before the last ended with this code. */
    void attempt(String code) {
        codes.add(code);
    }

    /**
     * Adds it, unless it is there: the same exception may be thrown once more. Where it is there for another call, it says
     * so, once: java.net.http ends all calls of an HTTP/2 connection that breaks with one exception, and the object that
     * the application gets stays the client's own. What is added does not grow with the calls.
     */
    void addTo(Throwable shown, CallReport report, Telemetry telemetry) {
        if (shown == told) {
            return;
        }
        told = shown;
        String text = MARK + telemetry.lineOf(report) + before();
        synchronized (shown) { // calls that share it end at the same time
            long marks = Arrays.stream(shown.getSuppressed())
                    .filter(known -> String.valueOf(known.getMessage()).startsWith(MARK))
                    .count();
            if (marks < 2) {
                IOException diagnosis = new IOException(marks == 0 ? text : SHARED);
                diagnosis.setStackTrace(NOWHERE);
                shown.addSuppressed(diagnosis);
            }
        }
    }

    private String before() {
        return codes.isEmpty() ? "" : " Before that: " + String.join(", ", codes) + ".";
    }
}
