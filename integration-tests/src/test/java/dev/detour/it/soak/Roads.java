package dev.detour.it.soak;

import dev.detour.it.faults.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The configurations: a route for each origin, with a policy that is drawn anew each time. Each path says its name to the
 * servers, in a header.
 */
final class Roads {
    /** What the application sends as its key; no path lets it through. */
    static final String OWN_KEY = "own-key";

    static final String ROUTED_KEY = "routed-key";

    /** The header that holds the name of the path. */
    static final String PATH_HEADER = "x-soak-path";

    /** Sends that the one policy allows which sends unsafe calls again. */
    static final int BOLD_ATTEMPTS = 4;

    static final String FIRST = "first";
    static final String SECOND = "second";

    private enum Policy {
        /** Whatever happens, it is sent once. */
        ONCE("retry: {attempts: 1}, breaker: off"),
        AGAIN("retry: {attempts: 2, backoff: 1ms..5ms, retry-after: 50ms}, breaker: off"),
        /** What may have been acted on too; and paths that rest. */
        BOLD("retry: {attempts: 4, backoff: 1ms..5ms, retry-after: 50ms, unsafe: always, budget: 50%},"
                + " breaker: {failures: 5, open: 100ms..1s}"),
        /** With a second path; the last, which not all have. */
        OVER("retry: {attempts: 3, backoff: 1ms..5ms, retry-after: 50ms}, breaker: {failures: 5, open: 100ms..1s}");

        private final String keys;

        Policy(String keys) {
            this.keys = keys;
        }
    }

    private final Path file;
    private final Path events;
    private final String second;
    private final String metrics;
    private final Map<String, String> keysByOrigin = new LinkedHashMap<>();
    private final Set<String> withoutSecond = new HashSet<>();
    private final RandomGenerator random;

    /**
     * @param second the base URL of the second path of every route that has one
     * @param metrics where Prometheus would ask
     */
    Roads(Path folder, Path events, String second, String metrics, RandomGenerator random) {
        this.file = folder.resolve("detour.yaml");
        this.events = events;
        this.second = second;
        this.metrics = metrics;
        this.random = random;
    }

    /** A client that speaks one version of TLS alone speaks no plain HTTP, and so has no use for the second path. */
    void lead(Fault fault) {
        String keys = fault.route();
        if (isTlsOnly(fault)) {
            withoutSecond.add(fault.origin());
        }
        keysByOrigin.putIfAbsent(
                fault.origin(), keys == null ? "" : ", " + keys.replace(Fault.TIMER, Task.SHORT_MILLIS + "ms"));
    }

    private static boolean isTlsOnly(Fault fault) {
        return fault.client().get("tls") != null;
    }

    /** A route with these keys on its first path. */
    void lead(String origin, String keys) {
        keysByOrigin.put(origin, keys);
    }

    /** Puts another one in place, as a whole; returns the file. */
    Path renew() {
        StringBuilder text = new StringBuilder();
        text.append("reload: 250ms\n")
                .append("telemetry: {log: off, events: {file: \"" + events
                        + "\", max-size: 5MB, keep: 1000}, prometheus: \"" + metrics + "\"}\n")
                .append("defaults: {plaintext: allow}\n")
                .append("routes:\n");
        int number = 0;
        for (Map.Entry<String, String> road : keysByOrigin.entrySet()) {
            text.append(route("r" + number++, road.getKey(), road.getValue()));
        }
        try {
            Path written = Files.writeString(file.resolveSibling("next.yaml"), text);
            return Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String route(String name, String origin, String keys) {
        int policies = Policy.values().length - (withoutSecond.contains(origin) ? 1 : 0);
        Policy policy = Policy.values()[random.nextInt(policies)];
        String paths = path(FIRST, origin, keys)
                + (policy == Policy.OVER ? ", " + path(SECOND, second, ", proxy: direct") : "");
        return String.format(
                Locale.ROOT, "  - {name: %s, match: \"%s\", %s, to: [%s]}%n", name, origin, policy.keys, paths);
    }

    private static String path(String name, String url, String keys) {
        return "{name: " + name + ", url: \"" + url + "\", credentials: strip, headers: {x-api-key: " + ROUTED_KEY
                + ", " + PATH_HEADER + ": " + name + "}" + keys + "}";
    }
}
