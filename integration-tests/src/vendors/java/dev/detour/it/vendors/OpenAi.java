package dev.detour.it.vendors;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import dev.detour.it.programs.Client;
import dev.detour.it.programs.Fields;
import dev.detour.it.programs.Seen;

/**
 * A program on openai-java: the vendor's host and the key are hard-wired. Ways: {@code plain} and {@code streamed} by
 * chat completions, {@code responses} and {@code responsesStreamed} by the responses API.
 */
public final class OpenAi implements Client {
    private final OpenAIClient client =
            OpenAIOkHttpClient.builder().apiKey("sk-application").build();

    public OpenAi(Fields options) {}

    @Override
    public void call(Fields call, Seen seen) {
        String question = call.get("body", "What is your name?");
        switch (call.require("way")) {
            case "plain":
                client.chat()
                        .completions()
                        .create(chat(question))
                        .choices()
                        .forEach(choice -> choice.message().content().ifPresent(text -> say(seen, text)));
                break;
            case "streamed":
                try (StreamResponse<ChatCompletionChunk> chunks =
                        client.chat().completions().createStreaming(chat(question))) {
                    chunks.stream()
                            .flatMap(chunk -> chunk.choices().stream())
                            .flatMap(choice -> choice.delta().content().stream())
                            .forEach(text -> say(seen, text));
                }
                break;
            case "responses":
                client.responses().create(response(question)).output().stream()
                        .flatMap(item -> item.message().stream())
                        .flatMap(message -> message.content().stream())
                        .flatMap(content -> content.outputText().stream())
                        .forEach(text -> say(seen, text.text()));
                break;
            default:
                try (StreamResponse<ResponseStreamEvent> events =
                        client.responses().createStreaming(response(question))) {
                    events.stream()
                            .flatMap(event -> event.outputTextDelta().stream())
                            .forEach(text -> say(seen, text.delta()));
                }
        }
    }

    private static ChatCompletionCreateParams chat(String question) {
        return ChatCompletionCreateParams.builder()
                .model("gpt-test")
                .addUserMessage(question)
                .build();
    }

    private static ResponseCreateParams response(String question) {
        return ResponseCreateParams.builder().model("gpt-test").input(question).build();
    }

    private static void say(Seen seen, String text) {
        seen.received(text.getBytes(UTF_8));
    }

    @Override
    public void close() {
        client.close();
    }
}
