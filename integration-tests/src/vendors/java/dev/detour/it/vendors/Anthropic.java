package dev.detour.it.vendors;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import dev.detour.it.programs.Client;
import dev.detour.it.programs.Fields;
import dev.detour.it.programs.Seen;

/** A program on anthropic-java: the vendor's host and the key are hard-wired. Ways: {@code plain}, {@code streamed}. */
public final class Anthropic implements Client {
    private final AnthropicClient client =
            AnthropicOkHttpClient.builder().apiKey("sk-ant-application").build();

    public Anthropic(Fields options) {}

    @Override
    public void call(Fields call, Seen seen) {
        MessageCreateParams question = MessageCreateParams.builder()
                .model("claude-test")
                .maxTokens(64)
                .addUserMessage(call.get("body", "What is your name?"))
                .build();
        if (call.require("way").equals("plain")) {
            client.messages()
                    .create(question)
                    .content()
                    .forEach(content -> content.text().ifPresent(text -> say(seen, text.text())));
        } else {
            try (StreamResponse<RawMessageStreamEvent> events =
                    client.messages().createStreaming(question)) {
                events.stream()
                        .flatMap(event -> event.contentBlockDelta().stream())
                        .flatMap(delta -> delta.delta().text().stream())
                        .forEach(text -> say(seen, text.text()));
            }
        }
    }

    private static void say(Seen seen, String text) {
        seen.received(text.getBytes(UTF_8));
    }

    @Override
    public void close() {
        client.close();
    }
}
