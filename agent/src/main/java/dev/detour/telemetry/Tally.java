package dev.detour.telemetry;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts, for whoever looks later: as long as the agent is there, whatever configurations come and go. */
final class Tally implements Listener {
    /** Failures that are kept: what fits on a screen. */
    static final int MOST_FAILURES = 20;

    /** What is counted. */
    enum Count {
        CALLS_SUCCEEDED("Calls that succeeded at once"),
        CALLS_RECOVERED("Calls that succeeded after a failed attempt"),
        CALLS_FAILED("Calls that failed in the end"),
        ATTEMPTS_FAILED("Attempts that failed, the last one of a failed call among them"),
        STREAMS_FAILED("Answers that broke off while the application was reading them"),
        RETRIES("Attempts that were sent again on the same path"),
        FAILOVERS("Attempts that were sent again on the next path"),
        WAITED_MILLIS("Time that calls have waited between attempts, in milliseconds"),
        BREAKERS_OPENED("Times that a breaker has opened"),
        EVENTS_DROPPED("Events that were not written: more came than can be, or their file could not be written"),
        AGENT_ERRORS("Errors of the agent's own, which no call has seen");

        private final String description;

        Count(String description) {
            this.description = description;
        }

        String description() {
            return description;
        }
    }

    private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);
    private final Map<String, LongAdder> byKind = new ConcurrentHashMap<>();
    private final Deque<Event> lastFailures = new ArrayDeque<>();

    Tally() {
        for (Count count : Count.values()) {
            counts.put(count, new LongAdder());
        }
    }

    @Override
    public boolean mayWantSuccesses() {
        return false;
    }

    @Override
    public void call(Stage stage, CallReport report, Told told) {
        switch (stage) {
            case CALL_SUCCEEDED:
                return; // counted by who reports it, as those are of which nobody is told
            case CALL_RECOVERED:
                count(Count.CALLS_RECOVERED);
                return;
            case STREAM_FAILED:
                count(Count.STREAMS_FAILED);
                break;
            case ATTEMPT_FAILED:
                count(Count.ATTEMPTS_FAILED);
                count("move".equals(report.decision()) ? Count.FAILOVERS : Count.RETRIES);
                count(Count.WAITED_MILLIS, report.delayMillis());
                break;
            default:
                count(Count.ATTEMPTS_FAILED, report.wasSent() ? 1 : 0);
                count(Count.CALLS_FAILED);
        }
        keep(told.event());
    }

    private void keep(Event failure) {
        String kind = failure.text(Event.Key.KIND);
        byKind.computeIfAbsent(String.valueOf(kind), unseen -> new LongAdder()).increment();
        synchronized (lastFailures) {
            if (lastFailures.size() >= MOST_FAILURES) {
                lastFailures.removeFirst();
            }
            lastFailures.addLast(failure);
        }
    }

    @Override
    public void breaker(BreakerReport report, Event event) {
        if (event.name() == Event.Name.BREAKER_OPENED) {
            count(Count.BREAKERS_OPENED);
        }
    }

    void count(Count what) {
        count(what, 1);
    }

    /** The map is complete from the start, and only read from then on. */
    private void count(Count what, long more) {
        LongAdder count = counts.get(what);
        if (count != null) {
            count.add(more);
        }
    }

    long of(Count what) {
        LongAdder count = counts.get(what);
        return count == null ? 0 : count.sum();
    }

    /** Failures so far, by their codes in order. */
    Map<String, Long> byKind() {
        Map<String, Long> sums = new TreeMap<>();
        byKind.forEach((kind, count) -> sums.put(kind, count.sum()));
        return sums;
    }

    /** The last failures, oldest first. */
    List<Event> lastFailures() {
        synchronized (lastFailures) {
            return new ArrayList<>(lastFailures);
        }
    }

    /** All of it, as it is now. */
    Totals totals() {
        Map<String, Long> sums = new LinkedHashMap<>();
        for (Count count : Count.values()) {
            sums.put(count.name().toLowerCase(Locale.ROOT), of(count));
        }
        return Totals.of(sums, byKind(), lastFailures());
    }

    @Override
    public void close() {}
}
