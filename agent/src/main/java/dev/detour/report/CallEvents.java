package dev.detour.report;

import dev.detour.telemetry.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the events tell of one call, in the order in which they were read. Of each only what is asked for is kept. */
final class CallEvents {
    /** Beyond these the story says no more. */
    private static final int MOST_LINES = 40;

    private final List<byte[]> lines = new ArrayList<>(3);
    private int bytes;
    private boolean moved;
    private boolean repeated;
    private @Nullable Mark trouble;
    private @Nullable Mark end;

    /** What is kept of an event. */
    private static final class Mark {
        private final Event.Name name;
        private final long time;
        private final long attempt;
        private final @Nullable Long callMillis;
        private final Cause cause;

        Mark(Told told, Cause cause) {
            name = told.name();
            time = told.time();
            attempt = told.number(Event.Key.ATTEMPT);
            callMillis = told.wasSent() && told.has(Event.Key.CALL_MS) ? (Long) told.millis(Event.Key.CALL_MS) : null;
            this.cause = cause;
        }

        /** A stream may break after a call was rescued; then that is how it ended. */
        int rank() {
            switch (name) {
                case STREAM_FAILED:
                    return 3;
                case CALL_FAILED:
                    return 2;
                case CALL_RECOVERED:
                    return 1;
                default:
                    return 0;
            }
        }
    }

    CallEvents(Told first, Cause cause, byte[] line) {
        add(first, cause, line);
    }

    void add(Told told, Cause cause, byte[] line) {
        if (lines.size() < MOST_LINES) {
            lines.add(line);
            bytes += line.length;
        }
        Mark mark = new Mark(told, cause);
        if (told.name() == Event.Name.ATTEMPT_FAILED) {
            moved |= told.is(Event.Key.DECISION, "move");
            repeated |= told.is(Event.Key.DECISION, "retry");
            trouble = trouble == null || mark.attempt < trouble.attempt ? mark : trouble;
        } else {
            end = end == null || mark.rank() > end.rank() ? mark : end;
        }
    }

    Outcome outcome() {
        if (end == null) {
            return Outcome.NO_END;
        }
        switch (end.name) {
            case STREAM_FAILED:
                return Outcome.STREAM_BROKEN;
            case CALL_FAILED:
                return Outcome.LOST;
            case CALL_RECOVERED:
                return rescue();
            default:
                return Outcome.SLOW;
        }
    }

    private Outcome rescue() {
        if (moved) {
            return Outcome.RESCUED_BY_FAILOVER;
        }
        return repeated ? Outcome.RESCUED_BY_RETRY : Outcome.RESCUED_SOMEHOW;
    }

    /** When it ended, in milliseconds since 1970; where that is not told, when it failed. */
    long time() {
        return theEnd().time;
    }

    /** How long it took, in milliseconds; null where that is not told, or nothing was sent. */
    @Nullable
    Long millis() {
        return theEnd().callMillis;
    }

    /** What to hold responsible: what failed first in a call that was rescued, else what it ended by. */
    Cause cause() {
        boolean rescued = outcome().name().startsWith("RESCUED");
        return rescued && trouble != null ? trouble.cause : theEnd().cause;
    }

    private Mark theEnd() {
        Mark mark = end == null ? trouble : end;
        if (mark == null) {
            throw new IllegalStateException("a call without events");
        }
        return mark;
    }

    List<byte[]> lines() {
        return Collections.unmodifiableList(lines);
    }

    /** How much room its lines take. */
    int bytes() {
        return bytes;
    }
}
