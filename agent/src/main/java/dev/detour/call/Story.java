package dev.detour.call;

import dev.detour.exchange.Asked;
import dev.detour.exchange.Attempt;
import dev.detour.exchange.CallerSpan;
import dev.detour.exchange.Outcome;
import dev.detour.failure.Failure;
import dev.detour.failure.FailureKind;
import dev.detour.telemetry.CallReport;
import dev.detour.telemetry.Telemetry;
import org.jspecify.annotations.Nullable;

/** What is told of one call: to telemetry, and by the exception that the application gets. */
final class Story {
    private final Asked asked;
    private final RouteRules route;
    private final Telemetry telemetry;
    private final TimeLimit time;
    private final @Nullable CallerSpan span;
    private @Nullable Failure firstFailure;
    private @Nullable Diagnosis diagnosis;
    private volatile @Nullable CallReport broken;
    private volatile @Nullable String id;

    Story(Asked asked, RouteRules route, Telemetry telemetry, TimeLimit time, @Nullable CallerSpan span) {
        this.asked = asked;
        this.route = route;
        this.telemetry = telemetry;
        this.time = time;
        this.span = span;
    }

    /** To be said of a call without a failure only where successes are wanted. */
    void succeeded(Attempt attempt, PathRules path, Outcome outcome) {
        Failure first = firstFailure;
        if (first != null) {
            telemetry.callRecovered(answered(attempt, path, first, outcome));
        } else {
            telemetry.callSucceeded(answered(attempt, path, null, outcome));
        }
    }

    /** It succeeded with the answer's head, whenever that is told. */
    private CallReport answered(Attempt attempt, PathRules path, @Nullable Failure first, Outcome outcome) {
        CallReport.Builder report =
                report(attempt, path, first, null).callMillis(time.millisUntil(attempt.firstByteNanos()));
        return Reports.answered(report, outcome).build();
    }

    /**
     * An attempt failed, and this follows.
     *
     * @param thrown what the application gets if nothing more is sent; null where it is an answer
     */
    void failed(Attempt attempt, PathRules path, Failure failure, Decision decision, @Nullable Throwable thrown) {
        if (failure.kind() == FailureKind.CANCELLED) {
            return; // the application's own doing
        }
        if (firstFailure == null) {
            firstFailure = failure;
        }
        CallReport report = report(attempt, path, failure, decision).build();
        if (decision.sendsAgain()) {
            diagnosis().attempt(failure.code());
            telemetry.attemptFailed(report);
            return;
        }
        telemetry.callFailed(report);
        annotate(thrown, path, report);
    }

    /** The answer that the application already has came to its end, and says itself that it failed. */
    void streamFailed(Attempt attempt, PathRules path, Failure failure) {
        telemetry.streamFailed(delivered(attempt, path, failure));
    }

    /** The answer that the application already has broke off; {@link #shown} is told of the exception that it gets. */
    void streamBroken(Attempt attempt, PathRules path, Failure failure) {
        if (failure.kind() == FailureKind.CANCELLED) {
            return;
        }
        CallReport report = delivered(attempt, path, failure);
        telemetry.streamFailed(report);
        if (route.annotates(path)) {
            broken = report;
        }
    }

    private CallReport delivered(Attempt attempt, PathRules path, Failure failure) {
        return report(attempt, path, failure, Decision.giveUp(Decision.Reason.DELIVERED))
                .build();
    }

    /** What the application gets for an answer that broke off; the first that is said counts. */
    void shown(Throwable thrown) {
        CallReport report = broken;
        broken = null;
        if (report != null) {
            diagnosis().addTo(thrown, report, telemetry);
        }
    }

    private void annotate(@Nullable Throwable thrown, PathRules path, CallReport report) {
        if (thrown != null && route.annotates(path)) {
            diagnosis().addTo(thrown, report, telemetry);
        }
    }

    private Diagnosis diagnosis() {
        Diagnosis known = diagnosis;
        if (known == null) {
            known = new Diagnosis();
            diagnosis = known;
        }
        return known;
    }

    private CallReport.Builder report(
            Attempt attempt, PathRules path, @Nullable Failure failure, @Nullable Decision decision) {
        return Reports.of(asked, route, attempt, failure, decision)
                .attemptsAllowed(route.retryOf(path).attempts())
                .callId(id())
                .span(span)
                .attempts(attempt.number())
                .callMillis(time.elapsedMillis());
    }

    /** Made when something is told: most calls succeed and need none. */
    private String id() {
        String made = id;
        if (made == null) {
            made = Reports.newId();
            id = made;
        }
        return made;
    }
}
