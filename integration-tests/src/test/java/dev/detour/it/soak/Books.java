package dev.detour.it.soak;

import dev.detour.it.contract.Event;
import dev.detour.it.soak.Arrivals.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of one stretch of time at whose end no call was under way: what the application, the servers, the events
 * and the agent's counters say of the same calls, and where they disagree.
 *
 * <p>What must hold exactly for each call that was routed from its beginning to its end:
 *
 * <ul>
 *   <li>It has at most one event of its end ({@code call_failed}, {@code call_recovered}); with {@code attempt_failed} before it exactly
 *       one, unless the application cancelled it. Attempts are numbered without a gap.
 *   <li>It ended for the application as its events say: an exception or the event's status with {@code call_failed}, an exception
 *       and no other event with {@code stream_failed}, an answer with {@code call_recovered}, an answer without
 *       any event.
 *   <li>The servers have seen it as often as it has attempts, each by its path and with its key; how often one attempt is
 *       seen of a fault is its {@link Sight}. What the client itself sent again ({@code hidden_sends}) may have been seen too.
 *   <li>A POST was not sent again after a failure that the origin may have acted on, unless its route says {@code always}.
 * </ul>
 *
 * <p>A call that no route matches has gone out once, untouched; one that began and ended while the agent was away has no
 * event either. A call that was under way while the agent came or went may have gone either way, and has no more events
 * than these allow; what it was in the midst of may have been told to nobody.
 *
 * <p>The counters are those of a stretch in which the agent was there throughout: calls that succeeded, recovered and failed are all
 * that ended, but for those that were cancelled before an answer; every other counter is the number of events of its kind.
 */
final class Books {
    private final Map<Integer, Ended> calls = new TreeMap<>();
    private final Map<Integer, List<Event>> events;
    private final Map<Integer, List<Arrival>> arrivals;
    private final List<Event> others = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final Totals totals = new Totals();
    private boolean exact;

    private Books(List<Ended> journal, List<Event> told, Map<Integer, List<Arrival>> arrivals) {
        for (Ended call : journal) {
            if (calls.put(call.number(), call) != null) {
                faults.add("ended twice: " + call);
            }
        }
        this.arrivals = arrivals;
        this.events = told.stream()
                .filter(event -> number(event).isPresent() || !others.add(event))
                .collect(Collectors.groupingBy(event -> number(event).orElseThrow()));
    }

    private static OptionalInt number(Event event) {
        String url = event.get("url");
        return url == null ? OptionalInt.empty() : Arrivals.number(url);
    }

    /**
     * Closes the books.
     *
     * @param counted by the agent's counters in this stretch; null where it was not there throughout
     */
    static Books of(
            List<Ended> journal, List<Event> events, Map<Integer, List<Arrival>> arrivals, @Nullable Counters counted) {
        Books books = new Books(journal, events, arrivals);
        books.checkStrangers();
        books.calls.values().forEach(books::check);
        books.others.forEach(books::checkOther);
        books.exact = counted != null;
        if (counted != null) {
            books.checkCounters(counted);
        }
        return books;
    }

    /** What does not agree, a line each; empty where all does. */
    List<String> faults() {
        return faults;
    }

    /** Whether the agent was there throughout. */
    boolean isExact() {
        return exact;
    }

    Totals totals() {
        return totals;
    }

    private void checkStrangers() {
        arrivals.keySet().stream()
                .filter(number -> !calls.containsKey(number))
                .forEach(number -> faults.add("servers saw a call that nobody made: " + number));
        events.forEach((number, told) -> {
            if (!calls.containsKey(number)) {
                faults.add("events of a call that nobody made: " + told);
            }
        });
    }

    private void checkOther(Event event) {
        switch (String.valueOf(event.get("event"))) {
            case "agent_error", "config_rejected", "left_alone", "events_dropped" ->
                faults.add("told: " + event.line());
            case "breaker_opened" -> totals.add("breakers opened", 1);
            case "config_loaded" -> totals.add("configurations loaded", 1);
            default -> totals.add("other events", 1);
        }
    }

    private void check(Ended call) {
        Account account = new Account(
                call, events.getOrDefault(call.number(), List.of()), arrivals.getOrDefault(call.number(), List.of()));
        account.close();
        account.faults().forEach(fault -> faults.add(fault + ": " + account));
        totals.add(account);
    }

    private void checkCounters(Counters counted) {
        long ended = totals.of("calls") - totals.of("call_failed") - totals.of("call_recovered");
        long succeeded = counted.count("calls_succeeded");
        if (succeeded > ended || succeeded < ended - totals.of("cancelled")) {
            faults.add("calls_succeeded is " + succeeded + "; the application knows of " + ended + ", of which "
                    + totals.of("cancelled") + " it cancelled");
        }
        equal(counted, "calls_failed", totals.of("call_failed"));
        equal(counted, "calls_recovered", totals.of("call_recovered"));
        equal(
                counted,
                "attempts_failed",
                totals.of("attempt_failed") + totals.of("call_failed") - totals.of("refused"));
        equal(counted, "streams_failed", totals.of("stream_failed"));
        equal(counted, "retries", totals.of("retries"));
        equal(counted, "failovers", totals.of("failovers"));
        equal(counted, "breakers_opened", totals.of("breakers opened"));
        equal(counted, "events_dropped", 0);
        equal(counted, "agent_errors", 0);
        if (!counted.byKind().equals(totals.kinds())) {
            faults.add("failures by code: counted " + counted.byKind() + ", told " + totals.kinds());
        }
    }

    private void equal(Counters counted, String name, long told) {
        if (counted.count(name) != told) {
            faults.add(name + ": counted " + counted.count(name) + ", told " + told);
        }
    }
}
