package dev.detour.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;

/** Lines as agents write them, and what becomes of them. */
final class EventLines {
    static final Instant START = Instant.parse("2026-11-19T12:00:00Z");

    private EventLines() {}

    static String attempt(String call, long second, String kind, String decision) {
        return event(
                "attempt_failed",
                call,
                second,
                kind,
                "\"attempt\":1,\"elapsed_ms\":100,\"delay_ms\":50,\"decision\":\"" + decision + "\"");
    }

    static String failed(String call, long second, String kind) {
        return event(
                "call_failed",
                call,
                second,
                kind,
                "\"attempt\":2,\"elapsed_ms\":200,\"call_ms\":400,\"decision\":\"give_up\",\"reason\":\"policy\"");
    }

    static String recovered(String call, long second, String kind) {
        return event("call_recovered", call, second, kind, "\"attempt\":2,\"elapsed_ms\":30,\"call_ms\":180");
    }

    static String event(String name, String call, long second, String kind, String more) {
        return "{\"time\":\"" + START.plusSeconds(second) + "\",\"event\":\"" + name
                + "\",\"service\":\"orders\",\"host\":\"a\",\"pid\":1,\"call\":\"" + call
                + "\",\"route\":\"anthropic\",\"path\":\"gateway\",\"target\":\"https://gateway.example.com/v1/messages\",\"kind\":\""
                + kind + "\"" + (more.isEmpty() ? "" : "," + more) + "}\n";
    }

    static Told told(String line) {
        byte[] bytes = line.strip().getBytes(UTF_8);
        Told told = new EventParser().parse(bytes, bytes.length);
        if (told == null) {
            throw new AssertionError(line);
        }
        return told;
    }

    static Digest digest(String... lines) throws IOException {
        Digest digest = new Digest();
        reading(digest, String.join("", lines));
        digest.finish();
        return digest;
    }

    static Reading reading(Digest digest, String text) throws IOException {
        Reading reading = new Reading(digest, Progress.none());
        reading.read(Input.ofStream(new ByteArrayInputStream(text.getBytes(UTF_8))));
        return reading;
    }

    static long total(Digest digest, Measure measure) {
        return digest.timeline().totals()[measure.place()];
    }
}
