package dev.detour.it.soak;

import dev.detour.it.contract.Event;
import dev.detour.it.soak.Arrivals.Arrival;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** What all sides say of one call; see {@link Books} for what must hold. */
final class Account {
    /** The codes after which the origin may have acted. */
    private static final Set<String> MAYBE_ACTED = Set.of(
            "stale_connection",
            "closed_before_response",
            "reset_before_response",
            "write_failed",
            "first_byte_timeout",
            "bad_response",
            "h2_reset",
            "gateway_error",
            "total_timeout",
            "server_error",
            "unknown");

    /** What a thread finds that is interrupted while it reads the file of hosts. */
    private static final String NAME_UNREAD = "dns_not_found";

    private final Ended call;
    private final List<Event> events;
    private final List<Arrival> arrivals;
    private final List<Event> attempts;
    private final List<Event> ends;
    private final List<Event> streams;
    private final List<String> faults = new ArrayList<>();

    Account(Ended call, List<Event> events, List<Arrival> arrivals) {
        this.call = call;
        this.events = events;
        this.arrivals = arrivals;
        this.attempts = of("attempt_failed").stream()
                .sorted(Comparator.comparingInt(event -> number(event, "attempt")))
                .toList();
        this.ends = events.stream()
                .filter(event -> event.is("event", "call_failed") || event.is("event", "call_recovered"))
                .toList();
        this.streams = of("stream_failed");
    }

    List<Event> of(String name) {
        return events.stream().filter(event -> event.is("event", name)).toList();
    }

    private static int number(Event event, String key) {
        String value = event.get(key);
        return value == null ? 0 : Integer.parseInt(value);
    }

    Ended call() {
        return call;
    }

    List<Event> events() {
        return events;
    }

    List<Arrival> arrivals() {
        return arrivals;
    }

    List<String> faults() {
        return faults;
    }

    void close() {
        if (call.isThroughout(Period.ROUTED)) {
            if (call.task().routed()) {
                closeRouted();
            } else {
                closeUntouched();
            }
        } else if (call.isThroughout(Period.AWAY)) {
            expect(events.isEmpty(), "events without an agent");
            closeUntouched();
        } else {
            closeEitherWay();
        }
        if (call.exception() != null && call.exception().startsWith("wrong-body")) {
            faults.add("another call's answer");
        }
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            faults.add(otherwise);
        }
    }

    private void closeRouted() {
        expect(arrivals.stream().allMatch(Arrival::isRouted), "not as its route says");
        checkEvents();
        checkOutcome();
        checkSends();
        expect(!call.task().isGood() || isWell(), "failed without a reason");
        expect(events.stream().allMatch(this::isOfItsKind), "a wrong code");
    }

    private boolean isWell() {
        return call.status() == 200 && call.exception() == null && ends.isEmpty();
    }

    private boolean isOfItsKind(Event event) {
        String kind = String.valueOf(event.get("kind"));
        return call.task().waits()
                || kind.equals("circuit_open")
                || call.task().kinds().contains(kind)
                || (call.task().isInterrupted() && kind.equals(NAME_UNREAD));
    }

    private void checkEvents() {
        expect(ends.size() <= 1, "ended twice");
        expect(streams.size() <= 1, "broke off twice");
        for (int i = 0; i < attempts.size(); i++) {
            expect(number(attempts.get(i), "attempt") == i + 1, "attempts are missing");
        }
        for (Event end : ends) {
            expect(isRefused(end) || number(end, "attempts") == attempts.size() + 1, "attempts do not add up");
        }
        expect(attempts.isEmpty() || !ends.isEmpty() || call.isCancellable(), "no end is told");
        expect(call.task().isIdempotent() || attempts.stream().noneMatch(this::isUnsafe), "sent again, though unsafe");
    }

    private static boolean isRefused(Event end) {
        return end.is("kind", "circuit_open");
    }

    boolean isRefused() {
        return ends.stream().anyMatch(Account::isRefused);
    }

    /** That its route allows it shows in the attempts that it allows. */
    private boolean isUnsafe(Event attempt) {
        boolean always = number(attempt, "attempts_allowed") == Roads.BOLD_ATTEMPTS && !attempt.is("decision", "move");
        boolean answered503 = attempt.is("status", "503");
        return MAYBE_ACTED.contains(String.valueOf(attempt.get("kind"))) && !always && !answered503;
    }

    private void checkOutcome() {
        boolean failed = ends.stream().anyMatch(end -> end.is("event", "call_failed"));
        if (failed) {
            Event end = ends.get(0);
            boolean answered = end.get("exception") == null && end.get("status") != null;
            boolean asTold =
                    answered ? String.valueOf(call.status()).equals(end.get("status")) : call.exception() != null;
            expect(asTold || call.isCancellable(), "the application saw something else than the event says");
        } else if (call.exception() != null) {
            expect(streams.size() == 1 || call.isCancellable(), "an exception that no event tells of");
        } else {
            expect(call.status() != 0 || call.isCancellable(), "neither answer nor exception");
        }
    }

    private void checkSends() {
        int least = 0;
        int most = 0;
        for (Event attempt : failedAttempts()) {
            Sight sight = attempt.is("path", Roads.FIRST) ? call.task().sight() : Sight.ONE;
            least += sight.least();
            most += sight.most() + number(attempt, "hidden_sends");
        }
        boolean failed = ends.stream().anyMatch(end -> end.is("event", "call_failed"));
        if (!failed) {
            boolean cancelled = call.isCancellable();
            least += cancelled ? 0 : 1;
            most += call.task().sight() == Sight.REDIRECTS ? Sight.REDIRECTS.most() : 1;
        }
        expect(arrivals.size() >= least, "seen less often than it was sent (" + least + ")");
        expect(arrivals.size() <= most, "seen more often than it was sent (" + most + ")");
    }

    private List<Event> failedAttempts() {
        List<Event> failed = new ArrayList<>(attempts);
        ends.stream()
                .filter(end -> end.is("event", "call_failed") && !isRefused(end))
                .forEach(failed::add);
        return failed;
    }

    /** What has gone out as if there were no agent. */
    private void closeUntouched() {
        expect(arrivals.stream().allMatch(Arrival::isUntouched), "touched outside of any route");
        expect(attempts.isEmpty(), "sent again outside of any route");
        expect(!call.task().isGood() || arrivals.size() == 1, "not seen once");
        expect(!call.task().isGood() || isWell(), "failed without a reason");
    }

    private void closeEitherWay() {
        expect(
                arrivals.stream().allMatch(arrival -> arrival.isRouted() || arrival.isUntouched()),
                "neither as its route says nor as it was");
        expect(ends.size() <= 1, "ended twice");
        expect(streams.size() <= 1, "broke off twice");
        expect(!call.task().isGood() || (arrivals.size() == 1 && isWell()), "lost or doubled");
    }

    boolean isCancelledUntold() {
        return call.isCancellable() && call.exception() != null && ends.isEmpty();
    }

    @Override
    public String toString() {
        return call.number() + " " + call.task().name() + " "
                + call.task().line().get("call.way") + " " + call.began() + " " + call.ended() + " "
                + call.micros() + " us " + call.status()
                + " " + call.exception() + ", " + arrivals + ", "
                + events.stream().map(Event::line).toList();
    }
}
