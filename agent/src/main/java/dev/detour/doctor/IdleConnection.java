package dev.detour.doctor;

import dev.detour.failure.Failure;
import dev.detour.failure.FailureKind;
import java.io.IOException;
import java.time.Duration;

/** Holds a connection that has served, says nothing for a while, and uses it again. */
final class IdleConnection {
    private IdleConnection() {}

    static Finding.Builder hold(Visit visit, Trip trip, HttpAsk ask, Duration idle) {
        long begun = visit.instruments().ticker().nanos();
        String held = Wording.duration(idle.toMillis());
        try {
            if (trip.isEndedWithin(idle)) {
                String after = Wording.duration((visit.instruments().ticker().nanos() - begun) / 1_000_000);
                return Finding.odd(Step.IDLE, Remark.IDLE_CLOSED, "the peer ended the connection after " + after)
                        .fact("after", after);
            }
        } catch (IOException cut) {
            String after = Wording.duration((visit.instruments().ticker().nanos() - begun) / 1_000_000);
            return Finding.failed(
                            Step.IDLE,
                            FailureKind.STALE_CONNECTION,
                            "the idle connection was cut after " + after + " (" + Wording.line(cut.getMessage()) + ")")
                    .fact("after", after);
        }
        trip.attempt().on(true);
        try {
            HttpHead head = trip.ask(ask, visit.instruments().timeout());
            return Finding.ok(Step.IDLE, "held for " + held + " and used again: " + head.status());
        } catch (IOException | RuntimeException lost) {
            Failure failure = visit.name(trip, lost);
            boolean silent = failure.kind() == FailureKind.FIRST_BYTE_TIMEOUT;
            return Finding.failed(
                            Step.IDLE,
                            FailureKind.STALE_CONNECTION,
                            silent
                                    ? "after " + held + " of silence the connection looks open, and nothing comes back:"
                                            + " it was dropped on the way"
                                    : "after " + held + " of silence the connection was gone")
                    .fact("seen by clients as", failure.code())
                    .fact("held", held);
        }
    }
}
