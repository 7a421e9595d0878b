package dev.detour.it.servers;

import java.util.function.Function;

/**
 * Answers as the vendors' APIs do: Anthropic's messages, OpenAI's chat completions and responses, Gemini's
 * generateContent; plain, or streamed where the request asks for it. The text is always {@link #TEXT}.
 */
public final class Vendors implements Function<Received, Answer> {
    public static final String TEXT = "I am the gateway.";

    private static final String FIRST = "I am ";
    private static final String SECOND = "the gateway.";

    @Override
    public Answer apply(Received request) {
        String path = request.path();
        boolean streamed = request.text().replace(" ", "").contains("\"stream\":true");
        if (path.endsWith("/messages")) {
            return streamed ? messagesStream() : messages();
        } else if (path.endsWith("/chat/completions")) {
            return streamed ? completionsStream() : completions();
        } else if (path.endsWith("/responses")) {
            return streamed ? responsesStream() : responses();
        } else if (path.endsWith(":generateContent")) {
            return Answer.json(200, gemini(TEXT));
        } else if (path.endsWith(":streamGenerateContent")) {
            return Answer.events("data: " + gemini(FIRST), "data: " + gemini(SECOND));
        }
        return Answer.json(404, "{\"error\":{\"message\":\"no such path\",\"path\":\"" + path + "\"}}");
    }

    private static Answer messages() {
        return Answer.json(200, message("[{\"type\":\"text\",\"text\":\"" + TEXT + "\"}]", "\"end_turn\""))
                .header("request-id", "req_test");
    }

    private static String message(String content, String reason) {
        return "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-test\",\"content\":"
                + content + ",\"stop_reason\":" + reason
                + ",\"stop_sequence\":null,\"usage\":{\"input_tokens\":3,\"output_tokens\":5}}";
    }

    private static Answer messagesStream() {
        return Answer.events(
                event("message_start", "{\"type\":\"message_start\",\"message\":" + message("[]", "null") + "}"),
                event(
                        "content_block_start",
                        "{\"type\":\"content_block_start\",\"index\":0,"
                                + "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}"),
                delta(FIRST),
                delta(SECOND),
                event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}"),
                event(
                        "message_delta",
                        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},"
                                + "\"usage\":{\"output_tokens\":5}}"),
                event("message_stop", "{\"type\":\"message_stop\"}"));
    }

    private static String delta(String text) {
        return event(
                "content_block_delta",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text
                        + "\"}}");
    }

    private static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data;
    }

    private static Answer completions() {
        return Answer.json(
                200,
                "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"gpt-test\","
                        + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"" + TEXT
                        + "\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"stop\"}],"
                        + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":5,\"total_tokens\":8}}");
    }

    private static Answer completionsStream() {
        return Answer.events(
                "data: " + chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null"),
                "data: " + chunk("{\"content\":\"" + FIRST + "\"}", "null"),
                "data: " + chunk("{\"content\":\"" + SECOND + "\"}", "null"),
                "data: " + chunk("{}", "\"stop\""),
                "data: [DONE]");
    }

    private static String chunk(String delta, String reason) {
        return "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-test\","
                + "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + reason + "}]}";
    }

    private static Answer responses() {
        return Answer.json(200, response("completed", "[" + item() + "]"));
    }

    private static String response(String status, String output) {
        return "{\"id\":\"resp_1\",\"object\":\"response\",\"created_at\":1,\"status\":\"" + status
                + "\",\"model\":\"gpt-test\",\"error\":null,\"incomplete_details\":null,\"instructions\":null,"
                + "\"metadata\":{},\"parallel_tool_calls\":true,\"temperature\":1.0,\"tool_choice\":\"auto\","
                + "\"tools\":[],\"top_p\":1.0,\"output\":" + output + "}";
    }

    private static String item() {
        return "{\"type\":\"message\",\"id\":\"msg_1\",\"status\":\"completed\",\"role\":\"assistant\","
                + "\"content\":[{\"type\":\"output_text\",\"text\":\"" + TEXT + "\",\"annotations\":[]}]}";
    }

    private static Answer responsesStream() {
        return Answer.events(
                event(
                        "response.created",
                        "{\"type\":\"response.created\",\"sequence_number\":0,\"response\":"
                                + response("in_progress", "[]") + "}"),
                textDelta(1, FIRST),
                textDelta(2, SECOND),
                event(
                        "response.completed",
                        "{\"type\":\"response.completed\",\"sequence_number\":3,\"response\":"
                                + response("completed", "[" + item() + "]") + "}"));
    }

    private static String textDelta(int number, String text) {
        return event(
                "response.output_text.delta",
                "{\"type\":\"response.output_text.delta\",\"sequence_number\":" + number
                        + ",\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"logprobs\":[],\"delta\":\""
                        + text + "\"}");
    }

    private static String gemini(String text) {
        return "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"" + text
                + "\"}]},\"finishReason\":\"STOP\",\"index\":0}]}";
    }
}
