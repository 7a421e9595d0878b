package dev.detour.report;

import dev.detour.telemetry.Event;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One code at one place: what is known of it over the whole time. */
final class Cause {
    private static final int MOST_WORDS = 20;
    private static final int LONGEST = 1_000;

    private final int number;
    private final String route;
    private final String path;
    private final String host;
    private final String kind;
    private final Durations untilFailure = new Durations();
    private final Durations calls = new Durations();
    private final Map<String, Long> decisions = new TreeMap<>();
    private final Map<String, Long> statuses = new TreeMap<>();
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private @Nullable String hint;
    private @Nullable String message;
    private @Nullable String issuer;

    Cause(int number, String route, String path, String host, String kind) {
        this.number = number;
        this.route = route;
        this.path = path;
        this.host = host;
        this.kind = kind;
    }

    /** A failure of this cause. */
    void failed(Told told) {
        if (told.wasSent() && told.has(Event.Key.ELAPSED_MS)) {
            untilFailure.add(told.millis(Event.Key.ELAPSED_MS));
        }
        count(decisions, decision(told));
        if (told.number(Event.Key.STATUS) > 0) {
            count(statuses, Long.toString(told.number(Event.Key.STATUS)));
        }
        if (told.time() >= last) {
            hint = Texts.cutOrNull(told.text(Event.Key.HINT), LONGEST);
            message = Texts.cutOrNull(told.text(Event.Key.MESSAGE), LONGEST);
            issuer = Texts.cutOrNull(told.text(Event.Key.ISSUER), LONGEST);
        }
        seen(told.time());
    }

    private static String decision(Told told) {
        String decision = Texts.cut(told.text(Event.Key.DECISION, ""), 30);
        String reason = Texts.cut(told.text(Event.Key.REASON, ""), 30);
        return reason.isEmpty() ? decision : decision + " " + reason;
    }

    private static void count(Map<String, Long> counts, String word) {
        if (!word.isEmpty() && (counts.size() < MOST_WORDS || counts.containsKey(word))) {
            counts.merge(word, 1L, Long::sum);
        }
    }

    /** A call ended that this was the trouble of; after so many milliseconds, where that is told. */
    void ended(CallEvents call) {
        Long millis = call.millis();
        if (millis != null) {
            calls.add(millis);
        }
        seen(call.time());
    }

    private void seen(long time) {
        first = Math.min(first, time);
        last = Math.max(last, time);
    }

    int number() {
        return number;
    }

    String route() {
        return route;
    }

    String path() {
        return path;
    }

    String host() {
        return host;
    }

    String kind() {
        return kind;
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }

    Durations untilFailure() {
        return untilFailure;
    }

    Durations calls() {
        return calls;
    }

    Map<String, Long> decisions() {
        return decisions;
    }

    Map<String, Long> statuses() {
        return statuses;
    }

    @Nullable
    String hint() {
        return hint;
    }

    @Nullable
    String message() {
        return message;
    }

    @Nullable
    String issuer() {
        return issuer;
    }
}
