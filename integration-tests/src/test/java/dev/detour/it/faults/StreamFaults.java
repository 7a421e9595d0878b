package dev.detour.it.faults;

import static dev.detour.it.faults.Code.BODY_RESET;
import static dev.detour.it.faults.Code.BODY_TRUNCATED;
import static dev.detour.it.faults.Code.STREAM_ERROR;
import static dev.detour.it.faults.Code.STREAM_INCOMPLETE;

import dev.detour.it.servers.RawConnection;
import java.util.List;

/** Event streams of the vendors that are cut in order, or tell an error inside a 200. */
final class StreamFaults {
    static final String START =
            "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[],\"model\":\"claude-test\",\"stop_reason\":null,\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}}";
    static final String DELTA =
            "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"I am\"}}";
    static final String STOP = "event: message_stop\ndata: {\"type\":\"message_stop\"}";
    static final String CHUNK =
            "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-test\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"I am\"},\"finish_reason\":null}]}";
    static final String DONE = "data: [DONE]";
    static final String RESPONSE =
            "event: response.created\ndata: {\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"in_progress\"}}";
    static final String COMPLETED =
            "event: response.completed\ndata: {\"type\":\"response.completed\",\"sequence_number\":1,\"response\":{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"completed\"}}";

    private static final String HEAD =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

    private StreamFaults() {}

    static List<Fault> of(Lab lab) {
        Stubs stubs = lab.stubs;
        return List.of(
                messages(stubs.fault(
                        STREAM_INCOMPLETE,
                        "messages_cut",
                        "Anthropic's stream without message_stop",
                        Stubs.events(START, DELTA))),
                completions(stubs.fault(
                        STREAM_INCOMPLETE, "completions_cut", "OpenAI's stream without [DONE]", Stubs.events(CHUNK))),
                responses(stubs.fault(
                        STREAM_INCOMPLETE,
                        "responses_cut",
                        "OpenAI's stream without response.completed",
                        Stubs.events(RESPONSE))),
                messages(
                        stubs.fault(
                                STREAM_ERROR,
                                "messages_error",
                                "Anthropic's error inside a stream",
                                Stubs.events(
                                        START,
                                        "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}"))),
                completions(
                        stubs.fault(
                                STREAM_ERROR,
                                "completions_error",
                                "OpenAI's error inside a stream",
                                Stubs.events(
                                        CHUNK,
                                        "data: {\"error\":{\"message\":\"The server had an error\",\"type\":\"server_error\",\"param\":null,\"code\":null}}"))),
                responses(
                        stubs.fault(
                                STREAM_ERROR,
                                "responses_failed",
                                "OpenAI's response.failed inside a stream",
                                Stubs.events(
                                        RESPONSE,
                                        "event: response.failed\ndata: {\"type\":\"response.failed\",\"sequence_number\":1,\"response\":{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"failed\",\"error\":{\"code\":\"server_error\",\"message\":\"failed\"}}}"))),
                messages(Fault.of(BODY_TRUNCATED, "messages_end", "FIN in the midst of Anthropic's stream")
                        .http(lab.plain(BodyFaults.behind(chunk(START), RawConnection::end)))),
                messages(Fault.of(BODY_RESET, "messages_reset", "RST in the midst of Anthropic's stream")
                        .http(lab.plain(BodyFaults.behind(chunk(START), BodyFaults::reset)))
                        .in(Company.WAITING)));
    }

    private static String chunk(String event) {
        String text = event + "\n\n";
        return HEAD + Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    static Fault messages(Fault fault) {
        return fault.host(HttpFaults.ANTHROPIC)
                .path("/v1/messages")
                .call("header.accept", "text/event-stream")
                .call("body", "{\"stream\":true}");
    }

    static Fault completions(Fault fault) {
        return fault.host(HttpFaults.OPEN_AI).path("/v1/chat/completions").call("body", "{\"stream\":true}");
    }

    static Fault responses(Fault fault) {
        return fault.host(HttpFaults.OPEN_AI).path("/v1/responses").call("body", "{\"stream\":true}");
    }
}
