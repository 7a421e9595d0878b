package dev.detour.telemetry;

import com.google.auto.value.AutoValue;
import dev.detour.exchange.Attempt;
import dev.detour.failure.Failure;
import org.jspecify.annotations.Nullable;

/** What metrics say of a report: taken on the thread that reports, counted on whichever. */
@AutoValue
abstract class Measured {
    abstract Stage stage();

    abstract Series series();

    /** From the start of the attempt until the answer's head, or its failure. */
    abstract double seconds();

    /** From the start of the attempt until now, the beginning of a failure's body included. */
    abstract double secondsInAll();

    /** Whether anything was sent: an open breaker lets nothing out. */
    abstract boolean sent();

    /** Whether it is sent again, on the next path. */
    abstract boolean movesOn();

    /** How long is waited before the next attempt. */
    abstract double waitingSeconds();

    abstract @Nullable Long limitRemaining();

    static Measured of(Stage stage, CallReport report, long nowNanos) {
        Attempt attempt = report.attempt();
        Failure failure = stage.isFailure() ? report.failure() : null;
        long headNanos = attempt.firstByteNanos();
        return new AutoValue_Measured(
                stage,
                Series.of(report, failure),
                seconds(attempt, headNanos == 0 ? nowNanos : headNanos),
                seconds(attempt, nowNanos),
                report.wasSent(),
                "move".equals(report.decision()),
                stage == Stage.ATTEMPT_FAILED ? report.delayMillis() / 1e3 : 0,
                failure == null ? report.limitRemaining() : failure.limitRemaining());
    }

    private static double seconds(Attempt attempt, long untilNanos) {
        return Math.max(0, untilNanos - attempt.startedNanos()) / 1e9;
    }
}
