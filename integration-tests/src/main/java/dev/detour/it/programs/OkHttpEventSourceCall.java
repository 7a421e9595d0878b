package dev.detour.it.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events to their end; the data of each is one line of the body. */
final class OkHttpEventSourceCall {
    private final OkHttpClient client;

    OkHttpEventSourceCall(OkHttpClient client) {
        this.client = client;
    }

    void run(Request request, Seen seen) throws Exception {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        EventSource source = EventSources.createFactory(client).newEventSource(request, new Listener(seen, closed));
        seen.cancelBy(source::cancel);
        try {
            closed.get();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof Exception ? (Exception) failure.getCause() : failure;
        }
    }

    private static final class Listener extends EventSourceListener {
        private final Seen seen;
        private final CompletableFuture<Void> closed;

        Listener(Seen seen, CompletableFuture<Void> closed) {
            this.seen = seen;
            this.closed = closed;
        }

        @Override
        public void onOpen(EventSource source, Response response) {
            OkHttp.answered(response, seen);
        }

        @Override
        public void onEvent(EventSource source, @Nullable String id, @Nullable String type, String data) {
            seen.received((data + "\n").getBytes(UTF_8));
        }

        @Override
        public void onClosed(EventSource source) {
            closed.complete(null);
        }

        @Override
        public void onFailure(EventSource source, @Nullable Throwable failure, @Nullable Response response) {
            if (response != null) {
                seen.put("status", response.code());
            }
            closed.completeExceptionally(failure == null ? new IOException("no event stream") : failure);
        }
    }
}
