package dev.detour.it.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The same work, done with different rivals in between.
 *
 * @param title as it stands above the table
 * @param client whose calls
 * @param method of its class
 * @param target path of the URL that is called
 * @param threads that call at once
 * @param style of client, thread and network
 * @param work that a call is
 * @param routes in the configuration, of which the last matches, or none
 * @param hosts that are called in turn, all of which one route matches
 */
record Contest(
        String title,
        Client client,
        String method,
        String target,
        int threads,
        Style style,
        Work work,
        int routes,
        int hosts,
        List<Rival> rivals) {
    /** What is different about client, thread or network. */
    enum Style {
        PLAIN,
        HTTP_2,
        VIRTUAL,
        /** Without a network: the server is in the client's own JVM, and no byte goes through the system. */
        MEMORY
    }

    /** What a call is. */
    enum Work {
        CALL,
        STREAM,
        FAILURES,
        /** The first of two paths fails, and the second is there. */
        FAILOVER
    }

    /** So many that no thread of the JDK's client ever waits for another: whether it has to is a matter of chance. */
    static final int BUSY = 16;

    private static final List<Rival> AGENTS =
            List.of(Rival.BARE, Rival.UNMATCHED, Rival.ROUTED, Rival.ALL_OUTPUTS, Rival.OPENTELEMETRY);
    private static final List<Rival> BESIDE = List.of(
            Rival.BARE,
            Rival.BARE_AGAIN,
            Rival.UNMATCHED,
            Rival.ROUTED,
            Rival.ALL_OUTPUTS,
            Rival.BY_HAND,
            Rival.RECORDED,
            Rival.OPENTELEMETRY);
    private static final List<Rival> ALL = List.of(
            Rival.BARE,
            Rival.BARE_AGAIN,
            Rival.UNMATCHED,
            Rival.ROUTED,
            Rival.ALL_OUTPUTS,
            Rival.BY_HAND,
            Rival.RECORDED,
            Rival.OPENTELEMETRY,
            Rival.FAILSAFE,
            Rival.RESILIENCE4J);
    private static final List<Rival> GROWTH = List.of(Rival.BARE, Rival.UNMATCHED, Rival.ROUTED);
    private static final List<Rival> STREAMING =
            List.of(Rival.BARE, Rival.BARE_AGAIN, Rival.UNMATCHED, Rival.ROUTED, Rival.OPENTELEMETRY);
    private static final List<Rival> BY_ROUTE = List.of(Rival.BARE, Rival.ROUTED);

    private static final List<Rival> PRECISE = List.of(
            Rival.BARE,
            Rival.UNMATCHED,
            Rival.UNMATCHED_PATH,
            Rival.ROUTED,
            Rival.ALL_OUTPUTS,
            Rival.BY_HAND,
            Rival.RECORDED);

    /** Those that are wanted. */
    @Override
    public List<Rival> rivals() {
        return rivals.stream().filter(Settings::isWanted).collect(Collectors.toList());
    }

    static List<Contest> all() {
        List<Contest> all = new ArrayList<>();
        all.add(call(Client.JDK, BUSY + " calls at once without a network", Style.MEMORY, PRECISE)
                .with(BUSY));
        all.add(call(Client.OKHTTP, "one call without a network", Style.MEMORY, PRECISE));
        for (Client client : Client.values()) {
            all.add(call(client, "64 virtual threads", Style.VIRTUAL, AGENTS).with(64));
        }
        all.addAll(growth());
        return List.copyOf(all);
    }

    /** Over loopback, by one JVM for each rival that live side by side. */
    static List<Contest> beside() {
        List<Contest> all = new ArrayList<>();
        for (Client client : Client.values()) {
            all.add(call(client, "one call", Style.PLAIN, ALL));
            all.add(call(client, "64 calls at once", Style.PLAIN, BESIDE).with(64));
            all.add(call(client, "HTTP/2 over TLS", Style.HTTP_2, BESIDE));
            all.add(new Contest(
                    client.title + ": an answer of 16 MB, streamed",
                    client,
                    "stream",
                    "/stream/16",
                    1,
                    Style.PLAIN,
                    Work.STREAM,
                    1,
                    1,
                    STREAMING));
        }
        return List.copyOf(all);
    }

    /** Without a network: what grows is ours, and a few microseconds would be lost in its noise. */
    private static List<Contest> growth() {
        List<Contest> all = new ArrayList<>();
        for (int routes : new int[] {100, 10_000}) {
            all.add(grown(routes + " routes", "/v1/messages", Work.CALL, routes, 1, GROWTH));
        }
        for (int hosts : new int[] {100, 1_000}) {
            all.add(grown(hosts + " hosts in turn", "/v1/messages", Work.CALL, 1, hosts, GROWTH));
        }
        for (int failures : new int[] {1, 50, 100}) {
            all.add(grown(failures + " of 100 calls fail", "/fail/" + failures, Work.FAILURES, 1, 1, BY_ROUTE));
        }
        for (int failures : new int[] {10, 100}) {
            all.add(grown(
                    "the first of two paths fails " + failures + " of 100 calls",
                    "/fail/" + failures,
                    Work.FAILOVER,
                    1,
                    1,
                    BY_ROUTE));
        }
        return all;
    }

    private static Contest grown(String title, String target, Work work, int routes, int hosts, List<Rival> rivals) {
        return new Contest(
                "OkHttp without a network: " + title,
                Client.OKHTTP,
                "call",
                target,
                1,
                Style.MEMORY,
                work,
                routes,
                hosts,
                rivals);
    }

    private static Contest call(Client client, String title, Style style, List<Rival> rivals) {
        return new Contest(
                client.title + ": " + title, client, "call", "/v1/messages", 1, style, Work.CALL, 1, 1, rivals);
    }

    private Contest with(int many) {
        return new Contest(title, client, method, target, many, style, work, routes, hosts, rivals);
    }

    /** More where what is measured is small and decides. */
    int rounds() {
        boolean decides = style == Style.MEMORY && rivals.equals(PRECISE);
        return Settings.rounds(decides ? 6 : 3);
    }

    /** Class and method in {@code dev.detour.it.benchmarks}. */
    String benchmark() {
        return client.calls + "." + method;
    }

    boolean hasUpkeep() {
        return client.hasUpkeep(style);
    }

    /** The URLs that are called, for a server that listens on every address of loopback. */
    String urls(String scheme, int port) {
        return origins(scheme, port).map(origin -> origin + target).collect(Collectors.joining(","));
    }

    Stream<String> origins(String scheme, int port) {
        return IntStream.range(0, hosts).mapToObj(host -> scheme + "://" + address(host) + ":" + port);
    }

    private static String address(int host) {
        return "127.0." + host / 250 + "." + (1 + host % 250);
    }
}
