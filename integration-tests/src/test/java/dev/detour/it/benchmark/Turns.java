package dev.detour.it.benchmark;

import java.util.ArrayList;
import java.util.List;

/**
 * The same work, in two ways.
 *
 * @param title as it stands in the summary
 * @param client whose calls
 * @param threads that call at once
 * @param style of the network
 * @param method of the benchmark, which makes a call
 */
record Turns(String title, Client client, int threads, Contest.Style style, String method) {
    private static final String CALL = "call";
    private static final String ASYNCHRONOUS = "asynchronous";

    /** An answer of 16 MB. */
    private static final String STREAM = "stream";

    static List<Turns> all() {
        List<Turns> all = new ArrayList<>();
        for (Client client : Client.values()) {
            String busy = Contest.BUSY + " calls at once without a network";
            all.add(of(client, busy, Contest.BUSY, Contest.Style.MEMORY, CALL));
            all.add(of(client, "one call", 1, Contest.Style.PLAIN, CALL));
            if (client == Client.JDK) {
                all.add(of(client, "sendAsync", 1, Contest.Style.PLAIN, ASYNCHRONOUS));
            }
            all.add(of(client, "64 calls at once", 64, Contest.Style.PLAIN, CALL));
            all.add(of(client, "HTTP/2 over TLS", 1, Contest.Style.HTTP_2, CALL));
            all.add(of(client, "an answer of 16 MB, streamed", 1, Contest.Style.PLAIN, STREAM));
        }
        return all;
    }

    private static Turns of(Client client, String title, int threads, Contest.Style style, String method) {
        return new Turns(client.title + " in turn: " + title, client, threads, style, method);
    }

    /** For calls as most are made what one could take instead, too; and where it tells something what other code costs. */
    List<Rival> rivals() {
        if (streamed()) {
            return List.of(Rival.ROUTED);
        }
        if (method.equals(ASYNCHRONOUS)) {
            return List.of(Rival.ROUTED, Rival.ALL_OUTPUTS, Rival.BY_HAND, Rival.UNMATCHED);
        }
        List<Rival> rivals = new ArrayList<>(List.of(Rival.ROUTED, Rival.ALL_OUTPUTS, Rival.BY_HAND));
        if (isPlainCall()) {
            rivals.addAll(List.of(Rival.UNMATCHED, Rival.FAILSAFE, Rival.RESILIENCE4J));
        }
        if (isPlainCall() && client == Client.JDK) {
            rivals.add(Rival.HELD);
        }
        if (isPlainCall() || style == Contest.Style.MEMORY) {
            rivals.add(Rival.PARSE);
        }
        return rivals;
    }

    /** As most are made. */
    private boolean isPlainCall() {
        return threads == 1 && style == Contest.Style.PLAIN && method.equals(CALL);
    }

    boolean streamed() {
        return method.equals(STREAM);
    }

    /** What follows the part of the path by which the route matches. */
    String target() {
        return streamed() ? "/stream/16" : "/messages";
    }
}
