package dev.detour.it.benchmarks;

import java.net.URI;
import java.util.Arrays;

/** Whom to call: the URLs of {@code detour.benchmark.urls}, one after the other. */
final class Targets {
    static final String BODY =
            "{\"model\":\"m\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    static final String INSTANT = "2026-11-23T21:15:42.123456Z";

    private final URI[] all = Arrays.stream(
                    System.getProperty("detour.benchmark.urls").split(",", -1))
            .map(URI::create)
            .toArray(URI[]::new);
    private int next;

    /** Where a route sends the calls of the first. */
    URI gateway() {
        return URI.create(all[0].toString().replaceFirst("(?<=[^/])/(?=[^/])", "/gateway/"));
    }

    /** A race between callers costs nothing here: it is of no importance who calls whom. */
    URI next() {
        int now = next;
        next = now + 1 == all.length ? 0 : now + 1;
        return all[Math.min(now, all.length - 1)];
    }
}
