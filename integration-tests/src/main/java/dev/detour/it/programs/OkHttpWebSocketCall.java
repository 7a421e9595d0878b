package dev.detour.it.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/** Opens a WebSocket, sends {@code message} as one text message, takes down the answer, closes. */
final class OkHttpWebSocketCall {
    private final OkHttpClient client;

    OkHttpWebSocketCall(OkHttpClient client) {
        this.client = client;
    }

    void run(Request request, Fields call, Seen seen) throws Exception {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        WebSocket socket = client.newWebSocket(request, new Listener(call.get("message", "hello"), seen, closed));
        seen.cancelBy(socket::cancel);
        try {
            closed.get();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof Exception ? (Exception) failure.getCause() : failure;
        }
    }

    private static final class Listener extends WebSocketListener {
        private final String message;
        private final Seen seen;
        private final CompletableFuture<Void> closed;

        Listener(String message, Seen seen, CompletableFuture<Void> closed) {
            this.message = message;
            this.seen = seen;
            this.closed = closed;
        }

        @Override
        public void onOpen(WebSocket socket, Response response) {
            seen.put("handshake.status", response.code());
            seen.put("uri", response.request().url());
            String subprotocol = response.header("Sec-WebSocket-Protocol");
            seen.put("subprotocol", subprotocol == null ? "" : subprotocol);
            socket.send(message);
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            seen.received(text.getBytes(UTF_8));
            socket.close(1000, "bye");
        }

        @Override
        public void onClosed(WebSocket socket, int code, String reason) {
            seen.put("closed", code);
            closed.complete(null);
        }

        @Override
        public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
            closed.completeExceptionally(failure);
        }
    }
}
