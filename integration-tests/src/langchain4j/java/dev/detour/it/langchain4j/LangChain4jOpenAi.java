package dev.detour.it.langchain4j;

import dev.detour.it.programs.Client;
import dev.detour.it.programs.Fields;
import dev.detour.it.programs.Seen;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;

/** A program on langchain4j: the vendor's host and the key are hard-wired. Ways: {@code plain}, {@code streamed}. */
public final class LangChain4jOpenAi implements Client {
    private final OpenAiChatModel model = OpenAiChatModel.builder()
            .apiKey("sk-application")
            .modelName("gpt-test")
            .build();
    private final OpenAiStreamingChatModel streaming = OpenAiStreamingChatModel.builder()
            .apiKey("sk-application")
            .modelName("gpt-test")
            .build();

    public LangChain4jOpenAi(Fields options) {}

    @Override
    public void call(Fields call, Seen seen) throws Exception {
        Chat.run(model, streaming, call, seen);
    }
}
