package dev.detour.it.langchain4j;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.detour.it.programs.Fields;
import dev.detour.it.programs.Seen;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** One question to a model, plain or streamed. */
final class Chat {
    private Chat() {}

    static void run(ChatModel model, StreamingChatModel streaming, Fields call, Seen seen) throws Exception {
        String question = call.get("body", "What is your name?");
        if (call.require("way").equals("plain")) {
            seen.received(model.chat(question).getBytes(UTF_8));
        } else {
            stream(streaming, question, seen);
        }
    }

    private static void stream(StreamingChatModel model, String question, Seen seen) throws Exception {
        CompletableFuture<Void> end = new CompletableFuture<>();
        model.chat(question, new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String part) {
                seen.received(part.getBytes(UTF_8));
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                end.complete(null);
            }

            @Override
            public void onError(Throwable failure) {
                end.completeExceptionally(failure);
            }
        });
        try {
            end.get();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof Exception cause ? cause : failure;
        }
    }
}
