package dev.detour.it.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The same work, done with different rivals in between.
 *
 * @param title as it stands above the table
 * @param benchmark class and method in {@code dev.detour.it.benchmarks}
 * @param target path of the URL that is called
 * @param threads that call at once
 * @param style of client and thread
 * @param routes in the configuration, of which the last matches
 * @param hosts that are called in turn
 */
record Contest(
        String title,
        String benchmark,
        String target,
        int threads,
        Style style,
        int routes,
        int hosts,
        List<Rival> rivals) {
    /** What is different about client or thread. */
    enum Style {
        PLAIN,
        HTTP_2,
        VIRTUAL
    }

    private static final List<String> CLIENTS = List.of("JdkCalls", "OkHttpCalls");
    private static final List<Rival> OURS = List.of(Rival.BARE, Rival.UNMATCHED, Rival.ROUTED, Rival.ALL_OUTPUTS);

    static List<Contest> all() {
        List<Contest> all = new ArrayList<>();
        for (String client : CLIENTS) {
            all.add(call(client, "one call", List.of(Rival.values())));
            all.add(call(client, "64 calls at once", OURS).with(64));
            all.add(call(client, "HTTP/2 over TLS", List.of(Rival.BARE, Rival.ROUTED))
                    .with(Style.HTTP_2));
            all.add(call(client, "64 virtual threads", OURS).with(64).with(Style.VIRTUAL));
            all.add(new Contest(
                    name(client) + ": an answer of 16 MB, streamed",
                    client + ".stream",
                    "/stream/16",
                    1,
                    Style.PLAIN,
                    1,
                    1,
                    List.of(Rival.BARE, Rival.UNMATCHED, Rival.ROUTED, Rival.ALL_OUTPUTS, Rival.OPENTELEMETRY)));
        }
        all.add(new Contest(
                "java.net.http: sendAsync", "JdkCalls.asynchronous", "/v1/messages", 1, Style.PLAIN, 1, 1, OURS));
        for (int routes : new int[] {100, 10_000}) {
            all.add(new Contest(
                    "java.net.http: " + routes + " routes",
                    "JdkCalls.call",
                    "/v1/messages",
                    1,
                    Style.PLAIN,
                    routes,
                    1,
                    OURS));
        }
        for (int hosts : new int[] {100, 1_000}) {
            all.add(new Contest(
                    "OkHttp: " + hosts + " hosts in turn",
                    "OkHttpCalls.call",
                    "/v1/messages",
                    1,
                    Style.PLAIN,
                    1,
                    hosts,
                    OURS));
        }
        for (int failures : new int[] {1, 50, 100}) {
            all.add(new Contest(
                    "java.net.http: " + failures + " of 100 calls fail",
                    "JdkCalls.call",
                    "/fail/" + failures,
                    1,
                    Style.PLAIN,
                    1,
                    1,
                    OURS));
        }
        return List.copyOf(all);
    }

    private static Contest call(String client, String title, List<Rival> rivals) {
        return new Contest(name(client) + ": " + title, client + ".call", "/v1/messages", 1, Style.PLAIN, 1, 1, rivals);
    }

    private static String name(String client) {
        return client.equals("JdkCalls") ? "java.net.http" : "OkHttp";
    }

    private Contest with(int many) {
        return new Contest(title, benchmark, target, many, style, routes, hosts, rivals);
    }

    private Contest with(Style other) {
        return new Contest(title, benchmark, target, threads, other, routes, hosts, rivals);
    }

    /** The URLs that are called, for a server that listens on every address of loopback. */
    String urls(String scheme, int port) {
        return IntStream.range(0, hosts)
                .mapToObj(host -> scheme + "://" + address(host) + ":" + port + target)
                .collect(Collectors.joining(","));
    }

    static String address(int host) {
        return "127.0." + host / 250 + "." + (1 + host % 250);
    }
}
