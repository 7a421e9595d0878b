package dev.detour.it.langchain4j;

import dev.detour.it.programs.Client;
import dev.detour.it.programs.Fields;
import dev.detour.it.programs.Seen;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;

/** A program on langchain4j: the vendor's host and the key are hard-wired. Ways: {@code plain}, {@code streamed}. */
public final class LangChain4jAnthropic implements Client {
    private final AnthropicChatModel model = AnthropicChatModel.builder()
            .apiKey("sk-ant-application")
            .modelName("claude-test")
            .build();
    private final AnthropicStreamingChatModel streaming = AnthropicStreamingChatModel.builder()
            .apiKey("sk-ant-application")
            .modelName("claude-test")
            .build();

    public LangChain4jAnthropic(Fields options) {}

    @Override
    public void call(Fields call, Seen seen) throws Exception {
        Chat.run(model, streaming, call, seen);
    }
}
