package dev.detour.it.live;

import dev.detour.it.servers.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What the service says of its calls, held against what the gateways saw. */
final class Ledger {
    /** A call as the service knows it; its number is its place in the list. */
    private record Told(int began, int ended, int times, String how) {
        static Told parse(String line) {
            String[] words = line.split(" ", 4);
            return new Told(
                    Integer.parseInt(words[0]), Integer.parseInt(words[1]), Integer.parseInt(words[2]), words[3]);
        }

        boolean isSettled() {
            return began == ended && Period.of(began).isSettled();
        }

        /** A call that lived through several periods may go where any of them lets it go. */
        boolean allows(String gateway) {
            return IntStream.rangeClosed(began, ended)
                    .anyMatch(number -> Period.of(number).allows(gateway));
        }
    }

    /** A request as a gateway saw it. */
    private record Arrival(String gateway, Received request) {}

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT");

    private final List<Told> calls;
    private final Map<Integer, List<Arrival>> arrivals = new TreeMap<>();
    private final List<String> foreign = new ArrayList<>();

    /** Reads the lines of the service's own journal. */
    Ledger(String journal) {
        calls = journal.lines().map(Told::parse).toList();
    }

    /**
     * Enters what a gateway saw.
     *
     * @param key the only one that it may see
     * @param prefix of the paths of all calls that come to it
     */
    void saw(String gateway, String key, String prefix, List<Received> requests) {
        for (Received request : requests) {
            int number = number(request);
            arrivals.computeIfAbsent(number, first -> new ArrayList<>()).add(new Arrival(gateway, request));
            boolean whole = METHODS.contains(request.method())
                    && request.target().equals(prefix + "/calls/" + number)
                    && request.text().equals(request.method().equals("GET") ? "" : "call " + number);
            if (!whole || !key.equals(request.header("x-api-key"))) {
                foreign.add(gateway + " saw " + request + " with the body " + request.text());
            }
        }
    }

    static int number(Received request) {
        return Integer.parseInt(request.path().substring(request.path().lastIndexOf('/') + 1));
    }

    int size() {
        return calls.size();
    }

    /** Calls of which it is certain where they had to go. */
    long settled() {
        return calls.stream().filter(Told::isSettled).count();
    }

    /** Calls that began in one period and ended in another: a command was carried out while they were in flight. */
    long inFlight() {
        return calls.stream().filter(call -> call.began() != call.ended()).count();
    }

    List<String> failed() {
        return where((number, call) -> !call.how().equals("good"));
    }

    /** Calls that no gateway saw, or that did not come back to the service. */
    List<String> lost() {
        return where((number, call) -> arrivals(number).isEmpty() || call.times() == 0);
    }

    /** Calls that came twice: to gateways, or back to the service. */
    List<String> doubled() {
        return where((number, call) -> arrivals(number).size() > 1 || call.times() > 1);
    }

    /** Calls with this method that came to gateways twice. */
    List<String> doubled(String method) {
        return where((number, call) -> arrivals(number).size() > 1
                && arrivals(number).get(0).request().method().equals(method));
    }

    /** Likewise that came to several: OkHttp itself may send one to the same gateway again. */
    List<String> atSeveral(String method) {
        return where((number, call) ->
                arrivals(number).stream().map(Arrival::gateway).distinct().count() > 1
                        && arrivals(number).get(0).request().method().equals(method));
    }

    List<String> misrouted() {
        return where((number, call) -> arrivals(number).stream().anyMatch(arrival -> !call.allows(arrival.gateway())));
    }

    /** Requests with a key, a path or a body that does not belong where they came to. */
    List<String> foreign() {
        return List.copyOf(foreign);
    }

    /** Requests that the service did not make. */
    List<Integer> unknown() {
        return arrivals.keySet().stream()
                .filter(number -> number >= calls.size())
                .toList();
    }

    private List<Arrival> arrivals(int number) {
        return arrivals.getOrDefault(number, List.of());
    }

    private List<String> where(Condition wanted) {
        return IntStream.range(0, calls.size())
                .filter(number -> wanted.holds(number, calls.get(number)))
                .mapToObj(number -> "call " + number + " " + calls.get(number) + " at "
                        + arrivals(number).stream().map(Arrival::gateway).toList())
                .toList();
    }

    private interface Condition {
        boolean holds(int number, Told call);
    }

    /** One line with the totals. */
    String summary(double seconds) {
        Map<String, Integer> seen = new TreeMap<>();
        arrivals.values().forEach(all -> all.forEach(arrival -> seen.merge(arrival.gateway(), 1, Integer::sum)));
        return String.format(
                Locale.ROOT,
                "%d calls in %.1f s, %d bound to one gateway, %d in flight over a change; seen by %s;"
                        + " %d failed, %d lost, %d doubled, %d misrouted, %d with a foreign key, path or body",
                size(),
                seconds,
                settled(),
                inFlight(),
                seen,
                failed().size(),
                lost().size(),
                doubled().size(),
                misrouted().size(),
                foreign.size());
    }
}
