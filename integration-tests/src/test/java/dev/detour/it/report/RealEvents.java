package dev.detour.it.report;

import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import dev.detour.it.contract.EventFile;
import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Answer;
import dev.detour.it.servers.Authority;
import dev.detour.it.servers.DeadEnds;
import dev.detour.it.servers.Gateway;
import dev.detour.it.servers.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** A real service with the real agent has trouble of many kinds with its vendors; this is what its agent writes. */
final class RealEvents {
    private static final String MESSAGES = "https://api.anthropic.com/v1/messages?case=";
    private static final String COMPLETIONS = "https://api.openai.com/v1/chat/completions?case=";
    private static final String GEMINI =
            "https://generativelanguage.googleapis.com/v1beta/models/gemini-test:generateContent";
    private static final String INNER = "https://llm.corp.example/v1/chat/completions";
    private static final String LAST = "https://batch.example.com/jobs";

    private RealEvents() {}

    /** Writes them to {@code events.jsonl} in this folder. */
    static Path write(Path folder) throws IOException {
        Path events = folder.resolve("events.jsonl");
        CountDownLatch never = new CountDownLatch(1);
        Function<Received, Answer> troubled = new Troubled(never);
        try (Gateway gateway = Gateway.plain();
                Gateway backup = Gateway.plain();
                Gateway inner = Gateway.tls(Authority.named("Corp Inspection Root")
                        .server("*.corp.example")
                        .context());
                DeadEnds.Refusing dead = new DeadEnds.Refusing()) {
            gateway.answer(troubled);
            backup.answer(Answer.json(200, "{\"type\":\"message\",\"content\":[]}"));
            Path config = Files.writeString(folder.resolve("detour.yaml"), """
                    service: orders
                    telemetry: {log: off, events: "%s"}
                    defaults: {retry: {attempts: 3, backoff: 20ms..80ms}, timeouts: {first-byte: 5s}}
                    routes:
                      - name: anthropic
                        match: https://api.anthropic.com
                        to:
                          - {name: gateway, url: "%s/anthropic", credentials: strip, breaker: off}
                          - {name: backup, url: "%s/anthropic", credentials: strip}
                      - name: openai
                        match: https://api.openai.com/v1
                        to: [{name: gateway, url: "%s/openai/v1", credentials: strip}]
                      - name: google
                        match: https://generativelanguage.googleapis.com
                        breaker: {failures: 3, open: 10s..60s}
                        to:
                          - {name: gateway, url: "http://127.0.0.1:%d/google", credentials: strip}
                          - {name: backup, url: "%s/google", credentials: strip}
                      - name: inner
                        match: https://llm.corp.example
                        to: [{name: corp, url: "%s", credentials: strip}]
                      - name: batch
                        match: https://batch.example.com
                        proxy: http://127.0.0.1:%d
                    """.formatted(
                            events,
                            gateway.url("127.0.0.1"),
                            backup.url("127.0.0.1"),
                            gateway.url("127.0.0.1"),
                            dead.port(),
                            backup.url("127.0.0.1"),
                            inner.url("127.0.0.1"),
                            dead.port()));
            try (ChildJvm child = ChildJvm.on(Jdks.one())
                    .with(Library.JDK)
                    .agent(config.toString())
                    .start()) {
                child.client("service", Library.JDK, Fields.none().with("version", "1.1"));
                calls(child);
                new EventFile(events).await(event -> event.is("event", "call_failed") && event.is("url", LAST));
                if (child.end() != 0) {
                    throw new AssertionError(child.err().toString());
                }
            }
        } finally {
            never.countDown();
        }
        return events;
    }

    private static void calls(ChildJvm child) {
        for (String trouble : new String[] {"overloaded", "no-upstream", "key", "limit", "cut", "short"}) {
            post(child, MESSAGES + trouble);
        }
        for (String trouble : new String[] {"quota", "failing", "reset", "late", "page"}) {
            post(child, COMPLETIONS + trouble);
        }
        for (int i = 0; i < 3; i++) {
            get(child, COMPLETIONS + "failing-once" + i);
        }
        get(child, COMPLETIONS + "failing");
        for (int i = 0; i < 4; i++) {
            post(child, GEMINI);
        }
        post(child, INNER);
        get(child, LAST);
    }

    private static void get(ChildJvm child, String url) {
        child.call("service", Fields.none().with("url", url));
    }

    private static void post(ChildJvm child, String url) {
        child.call(
                "service", Fields.none().with("url", url).with("method", "POST").with("body", "{}"));
    }
}
