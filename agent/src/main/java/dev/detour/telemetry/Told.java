package dev.detour.telemetry;

import org.jspecify.annotations.Nullable;

/**
 * What became of a call, in words without secrets. Nothing is put into words before somebody asks: of calls that
 * succeed hardly anyone wants all. For the thread that reports; for another one once it is {@linkplain #settle
 * settled}.
 */
final class Told {
    private static final long UNASKED = -1;

    private final Wording wording;
    private final Stage stage;
    private final CallReport report;
    private @Nullable Event event;
    private @Nullable String method;
    private long elapsedMillis = UNASKED;

    Told(Wording wording, Stage stage, CallReport report) {
        this.wording = wording;
        this.stage = stage;
        this.report = report;
    }

    /** Finds now what goes on changing, or is the application's own to tell: another thread is to tell it later. */
    void settle() {
        if (stage.isFailure()) {
            event();
        }
        method();
        elapsedMillis();
    }

    /** All of it. */
    Event event() {
        Event made = event;
        if (made == null) {
            made = wording.of(stage.event(), report, decision());
            event = made;
        }
        return made;
    }

    private @Nullable String decision() {
        String decision = report.decision();
        boolean acts = "retry".equals(decision) || "move".equals(decision);
        if (!stage.isFailure()) {
            return null;
        }
        return stage == Stage.WOULD_HAVE && acts ? "would_" + decision : decision;
    }

    String method() {
        String known = method;
        if (known == null) {
            known = Event.clipped(report.asked().method());
            method = known;
        }
        return known;
    }

    /** What the application asked for. */
    String url() {
        return wording.of(report.asked().url());
    }

    /** Where the attempt went. */
    String target() {
        return wording.of(report.attempt().target());
    }

    /** From the start of the attempt until it succeeded, or until this was first asked. */
    long elapsedMillis() {
        if (elapsedMillis == UNASKED) {
            elapsedMillis = wording.elapsedMillis(stage.event(), report.attempt());
        }
        return elapsedMillis;
    }

    /** {@link Wording#bodyBytes}. */
    long bodyBytes() {
        return Wording.bodyBytes(stage.event(), report.attempt());
    }
}
