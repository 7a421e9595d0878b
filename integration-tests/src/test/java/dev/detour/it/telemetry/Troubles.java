package dev.detour.it.telemetry;

import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Hosts;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Library;
import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Answer;
import dev.detour.it.servers.DeadEnds;
import dev.detour.it.servers.Gateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A service with enough trouble for every metric to have something to count. */
final class Troubles implements AutoCloseable {
    final Scraper scraper = Scraper.onFreePort();
    final ChildJvm child;
    private final Gateway gateway = Gateway.plain();
    private final String url = gateway.url("application.test");

    Troubles(Path folder) {
        String config = """
                service: orders
                routes:
                  - name: api
                    match: %s
                    to:
                      - {name: first, url: "http://127.0.0.1:%s", credentials: strip, breaker: {failures: 1, open: 10m..10m}}
                      - {name: second, url: "%s", credentials: strip}
                    provider: openai
                    retry: {attempts: 4, backoff: 1ms..2ms}
                telemetry: {log: off, prometheus: "%s"}
                """.formatted(url, DeadEnds.closedPort(), gateway.url("127.0.0.1"), scraper.address());
        child = ChildJvm.on(Jdk.running())
                .with(Library.JDK)
                .property("jdk.net.hosts.file", Hosts.write(folder.resolve("hosts"), List.of("application.test")))
                .agent(write(folder.resolve("detour.yaml"), config).toString())
                .start();
        child.client("client", Library.JDK, Fields.none());
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** One call that moves on, one that recovers, and those that fail. */
    void happen() {
        Answer told = Answer.text("well").header("x-ratelimit-remaining-requests", "41");
        gateway.answerNext(
                told,
                Answer.of(503),
                told,
                error(401, "invalid_api_key"),
                error(429, "insufficient_quota"),
                Answer.of(200).header("content-length", "100").body("half").cut(false));
        for (int call = 0; call < 5; call++) {
            child.call("client", Fields.none().with("way", "stream").with("url", url + "/v1/x"));
        }
    }

    private static Answer error(int status, String code) {
        return Answer.json(status, "{\"error\": {\"message\": \"m\", \"type\": \"t\", \"code\": \"" + code + "\"}}")
                .header("openai-organization", "house");
    }

    @Override
    public void close() {
        child.close();
        gateway.close();
    }
}
