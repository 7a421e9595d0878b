package dev.detour.telemetry;

import dev.detour.exchange.Ticker;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * One line a failure on standard error, for people: the code, where, what was done about it, what to do. The same
 * failure again is counted for a minute and told in sum.
 *
 * <p>Not by a logging framework: one line on one stream needs none, and even the bare SLF4J API would look for its
 * providers by the context class loader and the property {@code slf4j.provider}, which are the application's, and
 * complain on the application's standard error of what it finds there or does not.
 *
 * <p>For one thread at a time, and none of the application's: a stream may block.
 */
final class FailureLog {
    /** For how long the same failure is only counted. */
    static final Duration WINDOW = Duration.ofSeconds(60);

    /** Failures that are told apart; with more the oldest is told and forgotten. */
    private static final int MOST_DIFFERENT = 64;

    private final TelemetrySettings.Log setting;
    private final Ticker ticker;
    private final PrintStream err;
    private final Map<String, Repeated> repeated = new LinkedHashMap<>();

    FailureLog(TelemetrySettings.Log setting, Ticker ticker, PrintStream err) {
        this.setting = setting;
        this.ticker = ticker;
        this.err = err;
    }

    /** Tells of an event, if the settings want it told and it was not told just now. */
    void tell(Event event) {
        if (event.name() == Event.Name.CONFIG_REJECTED) {
            String faults = event.text(Event.Key.MESSAGE);
            (faults == null ? "" : faults).lines().forEach(this::always);
        } else if (isWanted(event)) {
            tellOverdue();
            fold(event);
        }
    }

    private boolean isWanted(Event event) {
        // A call that fails in the end is one line; what was survived on the way is in the events.
        boolean survived = event.name() == Event.Name.ATTEMPT_FAILED || event.name() == Event.Name.CALL_RECOVERED;
        return survived ? setting == TelemetrySettings.Log.CALLS : setting != TelemetrySettings.Log.OFF;
    }

    /** Tells of a call that went well at the first attempt: each by itself, as that setting asks for. */
    void succeeded(Event event) {
        print(LogLine.succeeded(event));
    }

    /** Tells what must be told whatever the settings. */
    void always(String sentence) {
        print(sentence);
    }

    private void fold(Event event) {
        Repeated before = repeated.get(key(event));
        if (before != null) {
            before.count++;
            before.lastNanos = ticker.nanos();
            return;
        }
        if (repeated.size() >= MOST_DIFFERENT) {
            forgetOldest();
        }
        repeated.put(key(event), new Repeated(event, ticker.nanos()));
        print(LogLine.of(event));
    }

    private static String key(Event event) {
        StringJoiner key = new StringJoiner("|").add(event.name().code());
        for (Event.Key part : new Event.Key[] {
            Event.Key.KIND,
            Event.Key.METHOD,
            Event.Key.URL,
            Event.Key.PATH,
            Event.Key.TARGET,
            Event.Key.PROXY,
            Event.Key.DECISION
        }) {
            key.add(String.valueOf(event.text(part)));
        }
        boolean isCall = event.text(Event.Key.KIND) != null;
        return key.add(
                        isCall
                                ? String.valueOf(event.number(Event.Key.STATUS))
                                : String.valueOf(event.text(Event.Key.MESSAGE)))
                .toString();
    }

    /**
     * Tells the sums of those that were first told a window ago.
     *
     * @return the nanoseconds until the next sum is to be told; 0 where none is
     */
    long tellOverdue() {
        long now = ticker.nanos();
        Iterator<Repeated> all = repeated.values().iterator(); // in the order of their time
        while (all.hasNext()) {
            Repeated one = all.next();
            long left = WINDOW.toNanos() - (now - one.sinceNanos);
            if (left <= 0) {
                all.remove();
                tellSum(one);
            } else if (one.count > 0) {
                return left;
            }
        }
        return 0;
    }

    /** Tells all sums, for the end. */
    void tellFolded() {
        repeated.values().forEach(this::tellSum);
        repeated.clear();
    }

    private void forgetOldest() {
        Iterator<Repeated> all = repeated.values().iterator();
        Repeated oldest = all.next();
        all.remove();
        tellSum(oldest);
    }

    private void tellSum(Repeated one) {
        if (one.count > 0) {
            Duration span = Duration.ofNanos(one.lastNanos - one.sinceNanos);
            print(LogLine.again(one.event, one.count, span));
        }
    }

    private void print(String sentence) {
        err.println("detour: " + LogLine.withoutControls(sentence));
        err.flush();
    }

    /** What was told, when, how often it has happened since, and when last. */
    private static final class Repeated {
        private final Event event;
        private final long sinceNanos;
        private long lastNanos;
        private long count;

        Repeated(Event event, long sinceNanos) {
            this.event = event;
            this.sinceNanos = sinceNanos;
        }
    }
}
