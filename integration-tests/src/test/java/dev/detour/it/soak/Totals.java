package dev.detour.it.soak;

import dev.detour.it.contract.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums over calls. */
final class Totals {
    private static final List<String> ORDER = List.of(
            "calls",
            "routed",
            "outside of any route",
            "while it came or went",
            "without the agent",
            "answers",
            "exceptions",
            "seen by servers",
            "cancelled",
            "call_failed",
            "call_recovered",
            "attempt_failed",
            "retries",
            "failovers",
            "stream_failed",
            "refused",
            "hidden sends",
            "breakers opened",
            "configurations loaded",
            "other events");

    private final Map<String, Long> sums = new LinkedHashMap<>();
    private final Map<String, Long> kinds = new TreeMap<>();
    private final Map<String, Long> unnamed = new TreeMap<>();

    Totals() {
        ORDER.forEach(name -> sums.put(name, 0L));
    }

    void add(String name, long more) {
        sums.merge(name, more, Long::sum);
    }

    void add(Account account) {
        Ended call = account.call();
        add("calls", 1);
        if (call.isThroughout(Period.ROUTED)) {
            add(call.task().routed() ? "routed" : "outside of any route", 1);
        } else {
            add(call.isThroughout(Period.AWAY) ? "without the agent" : "while it came or went", 1);
        }
        add(call.exception() == null ? "answers" : "exceptions", 1);
        add("seen by servers", account.arrivals().size());
        add("cancelled", account.isCancelledUntold() ? 1 : 0);
        add("refused", account.isRefused() ? 1 : 0);
        account.events().forEach(this::add);
    }

    private void add(Event event) {
        String name = String.valueOf(event.get("event"));
        add(name, 1);
        if (name.equals("attempt_failed")) {
            add(event.is("decision", "move") ? "failovers" : "retries", 1);
        }
        if (event.get("hidden_sends") != null) {
            add("hidden sends", Long.parseLong(event.get("hidden_sends")));
        }
        if (!name.equals("call_recovered")) {
            kinds.merge(String.valueOf(event.get("kind")), 1L, Long::sum);
        }
        if (event.is("kind", "unknown")) {
            unnamed.merge(
                    event.get("client") + ", " + event.get("phase") + ": " + event.get("exception") + ": "
                            + event.get("message"),
                    1L,
                    Long::sum);
        }
    }

    void add(Totals others) {
        others.sums.forEach(this::add);
        others.kinds.forEach((kind, count) -> kinds.merge(kind, count, Long::sum));
        others.unnamed.forEach((what, count) -> unnamed.merge(what, count, Long::sum));
    }

    long of(String name) {
        return sums.getOrDefault(name, 0L);
    }

    Map<String, Long> sums() {
        return sums;
    }

    Map<String, Long> kinds() {
        return kinds;
    }

    /** What the dictionary had no code for, and how often. */
    Map<String, Long> unnamed() {
        return unnamed;
    }
}
