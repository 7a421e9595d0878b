package dev.detour.it.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Opens a WebSocket, sends {@code message} as one text message, takes down the answer, closes. */
final class JdkWebSocketCall {
    private final HttpClient client;

    JdkWebSocketCall(HttpClient client) {
        this.client = client;
    }

    void run(Fields call, Seen seen) {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        WebSocket.Builder builder = client.newWebSocketBuilder();
        call.below("header.").forEach(builder::header);
        if (call.get("subprotocol") != null) {
            builder.subprotocols(call.require("subprotocol"));
        }
        WebSocket socket = builder.buildAsync(URI.create(call.require("url")), new Listener(seen, closed))
                .join();
        seen.put("subprotocol", socket.getSubprotocol());
        socket.sendText(call.get("message", "hello"), true).join();
        closed.join();
    }

    private static final class Listener implements WebSocket.Listener {
        private final Seen seen;
        private final CompletableFuture<Void> closed;

        Listener(Seen seen, CompletableFuture<Void> closed) {
            this.seen = seen;
            this.closed = closed;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            seen.received(text.toString().getBytes(UTF_8));
            socket.request(1);
            return last ? socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye") : null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            seen.put("closed", status);
            closed.complete(null);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            closed.completeExceptionally(failure);
        }
    }
}
