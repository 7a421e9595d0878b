package dev.detour.report;

import dev.detour.telemetry.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When breakers were open: each JVM has its own for each path. Events may come in any order, so they are paired last. */
final class BreakerTimes {
    private static final int MOST = 20_000;

    private final List<Turn> turns = new ArrayList<>();
    private long passedOver;

    /** What one event says. */
    private static final class Turn {
        private final long time;
        private final boolean opened;
        private final long openMillis;
        private final long failures;
        private final Cause cause;
        private final int instance;

        Turn(Told told, Cause cause, int instance) {
            this.time = told.time();
            this.opened = told.name() == Event.Name.BREAKER_OPENED;
            this.openMillis = told.millis(Event.Key.OPEN_MS);
            this.failures = told.number(Event.Key.FAILURES);
            this.cause = cause;
            this.instance = instance;
        }

        List<String> breaker() {
            return List.of(Integer.toString(instance), cause.route(), cause.path(), cause.host());
        }

        Open until(long end, boolean closed) {
            return new Open(this, end, closed);
        }
    }

    /** One time that a breaker was open, and half open after that. */
    static final class Open {
        private final Turn turn;
        private final long end;
        private final boolean closed;

        Open(Turn turn, long end, boolean closed) {
            this.turn = turn;
            this.end = end;
            this.closed = closed;
        }

        Cause cause() {
            return turn.cause;
        }

        int instance() {
            return turn.instance;
        }

        long start() {
            return turn.time;
        }

        /** For how long no calls were to go there. */
        long openMillis() {
            return turn.openMillis;
        }

        long failures() {
            return turn.failures;
        }

        /** When it closed, or opened again; where neither is told, when the first probe was due. */
        long end() {
            return end;
        }

        /** Whether it closed then. */
        boolean isClosed() {
            return closed;
        }
    }

    void add(Told told, Cause cause, Instance instance) {
        if (turns.size() < MOST) {
            turns.add(new Turn(told, cause, instance.number()));
        } else {
            passedOver++;
        }
    }

    /** Events beyond what is kept. */
    long passedOver() {
        return passedOver;
    }

    List<Open> all() {
        List<Turn> sorted = new ArrayList<>(turns);
        sorted.sort(Comparator.comparingLong(turn -> turn.time));
        List<Open> all = new ArrayList<>();
        Map<List<String>, Turn> open = new HashMap<>();
        for (Turn turn : sorted) {
            Turn before = turn.opened ? open.put(turn.breaker(), turn) : open.remove(turn.breaker());
            addIfOpen(all, before, turn);
        }
        open.values().forEach(turn -> all.add(turn.until(turn.time + turn.openMillis, false)));
        all.sort(Comparator.comparingLong(Open::start));
        return all;
    }

    private static void addIfOpen(List<Open> all, @Nullable Turn before, Turn turn) {
        if (before != null) {
            all.add(before.until(turn.time, !turn.opened));
        }
    }
}
