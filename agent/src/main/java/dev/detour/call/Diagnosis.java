package dev.detour.call;

import dev.detour.telemetry.CallReport;
import dev.detour.telemetry.Telemetry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Says in the exception that the application gets what its log would not tell otherwise: as one suppressed exception,
 * so that type, message and cause stay what they were.
 *
 * <p>That one is of a type of the JDK's: one of ours would be unknown wherever the exception is sent to, and keep our
 * loader as long as the application keeps the exception.
 */
final class Diagnosis {
    private static final String MARK = "Detour: ";
    private static final StackTraceElement[] NOWHERE = {};

    private final List<String> codes = new ArrayList<>();

    /** An attempt before the last ended with this code. */
    void attempt(String code) {
        codes.add(code);
    }

    /** Adds it, unless it is there: the same exception may be thrown once more. */
    void addTo(Throwable shown, CallReport report, Telemetry telemetry) {
        for (Throwable known : shown.getSuppressed()) {
            if (String.valueOf(known.getMessage()).startsWith(MARK)) {
                return;
            }
        }
        IOException diagnosis = new IOException(MARK + telemetry.lineOf(report) + before());
        diagnosis.setStackTrace(NOWHERE);
        shown.addSuppressed(diagnosis);
    }

    private String before() {
        return codes.isEmpty() ? "" : " Before that: " + String.join(", ", codes) + ".";
    }
}
