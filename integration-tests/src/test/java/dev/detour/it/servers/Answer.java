package dev.detour.it.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** What a server answers: a head, and what it does next, step by step. Immutable. */
public final class Answer {
    /** One step behind the head. */
    sealed interface Step {}

    /** Sends these bytes of the body. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Bytes(byte[] bytes) implements Step {}

    /** Waits for the test. */
    record Wait(CountDownLatch until) implements Step {}

    /** Ends the connection here, by FIN or by RST. */
    record Cut(boolean reset) implements Step {}

    private final int status;
    private final List<Map.Entry<String, String>> headers;
    private final List<Step> beforeHead;
    private final List<Step> body;
    private final boolean streamed;

    private Answer(
            int status,
            List<Map.Entry<String, String>> headers,
            List<Step> beforeHead,
            List<Step> body,
            boolean streamed) {
        this.status = status;
        this.headers = List.copyOf(headers);
        this.beforeHead = List.copyOf(beforeHead);
        this.body = List.copyOf(body);
        this.streamed = streamed;
    }

    public static Answer of(int status) {
        return new Answer(status, List.of(), List.of(), List.of(), false);
    }

    public static Answer text(String text) {
        return of(200).header("content-type", "text/plain").body(text);
    }

    public static Answer json(int status, String json) {
        return of(status).header("content-type", "application/json").body(json);
    }

    /** An event stream that begins with these events, each with its lines. */
    public static Answer events(String... events) {
        Answer answer = of(200).header("content-type", "text/event-stream").streamed();
        for (String event : events) {
            answer = answer.body(event + "\n\n");
        }
        return answer;
    }

    public static Answer redirect(int status, String location) {
        return of(status).header("location", location);
    }

    /** Ends the connection in place of an answer. */
    public static Answer none(boolean reset) {
        return new Answer(0, List.of(), List.of(new Cut(reset)), List.of(), false);
    }

    public Answer header(String name, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(headers);
        more.add(Map.entry(name, value));
        return new Answer(status, more, beforeHead, body, streamed);
    }

    public Answer body(String text) {
        return body(text.getBytes(UTF_8));
    }

    public Answer body(byte[] bytes) {
        return then(new Bytes(bytes));
    }

    /** The length of the body is not declared: it goes out piece by piece. */
    public Answer streamed() {
        return new Answer(status, headers, beforeHead, body, true);
    }

    /** Waits before the head goes out. */
    public Answer heldBy(CountDownLatch latch) {
        List<Step> more = new ArrayList<>(beforeHead);
        more.add(new Wait(latch));
        return new Answer(status, headers, more, body, streamed);
    }

    /** Waits here, amid the body. */
    public Answer pausedBy(CountDownLatch latch) {
        return then(new Wait(latch)).streamed();
    }

    /** Ends the connection here, before the declared end of the body. */
    public Answer cut(boolean reset) {
        return then(new Cut(reset));
    }

    private Answer then(Step step) {
        List<Step> more = new ArrayList<>(body);
        more.add(step);
        return new Answer(status, headers, beforeHead, more, streamed);
    }

    int status() {
        return status;
    }

    List<Map.Entry<String, String>> headers() {
        return headers;
    }

    List<Step> beforeHead() {
        return beforeHead;
    }

    List<Step> body() {
        return body;
    }

    boolean isStreamed() {
        return streamed;
    }

    boolean declaresLength() {
        return headers.stream().anyMatch(header -> header.getKey().equalsIgnoreCase("content-length"));
    }

    int length() {
        return body.stream()
                .mapToInt(step -> step instanceof Bytes part ? part.bytes().length : 0)
                .sum();
    }
}
