package dev.detour.report;

import dev.detour.failure.FailureKind;
import dev.detour.telemetry.Event;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One event as a file tells it. Nothing in it is trusted: it may have been written by anybody. */
final class Told {
    /** A day: longer waits are no measurement, and sums of them would overflow. */
    private static final long LONGEST_MILLIS = 86_400_000;

    private final Event.Name name;
    private final long time;
    private final String instance;
    private final Map<Event.Key, Object> values;

    /**
     * Takes what was read.
     *
     * @param time milliseconds since 1970
     * @param instance service, host and process
     * @param values texts and whole numbers; it becomes this event's own
     */
    Told(Event.Name name, long time, String instance, Map<Event.Key, Object> values) {
        this.name = name;
        this.time = time;
        this.instance = instance;
        this.values = values;
    }

    Event.Name name() {
        return name;
    }

    long time() {
        return time;
    }

    String instance() {
        return instance;
    }

    @Nullable
    String text(Event.Key key) {
        return (String) values.get(key);
    }

    String text(Event.Key key, String otherwise) {
        String text = text(key);
        return text == null ? otherwise : text;
    }

    boolean is(Event.Key key, String text) {
        return text.equals(values.get(key));
    }

    /** Whether what it tells of was sent. */
    boolean wasSent() {
        return !is(Event.Key.KIND, FailureKind.CIRCUIT_OPEN.code());
    }

    boolean has(Event.Key key) {
        return values.containsKey(key);
    }

    /** 0 where it is not told. */
    long number(Event.Key key) {
        Long number = (Long) values.get(key);
        return number == null ? 0 : number;
    }

    /** A duration, 0 where it is not told, a day at the most. */
    long millis(Event.Key key) {
        return Math.max(0, Math.min(number(key), LONGEST_MILLIS));
    }

    /** Host and port that it is about: as sent, else as asked; empty where neither is told. */
    String host() {
        String url = text(Event.Key.TARGET, text(Event.Key.URL, ""));
        int scheme = url.indexOf("://");
        int from = scheme < 0 ? 0 : scheme + 3;
        int to = from;
        while (to < url.length() && "/?#".indexOf(url.charAt(to)) < 0) {
            to++;
        }
        return url.substring(from, to);
    }
}
