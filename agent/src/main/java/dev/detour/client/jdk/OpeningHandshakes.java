package dev.detour.client.jdk;

import dev.detour.call.Send;
import dev.detour.exchange.WeakIdentityMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which request of the client is the handshake of which routed WebSocket: the client makes it from the builder. */
final class OpeningHandshakes {
    /** What this thread is building a WebSocket for. */
    @SuppressWarnings("ThreadLocalUsage") // one a client, that dies with it
    private final ThreadLocal<Send> building = new ThreadLocal<>();

    private final WeakIdentityMap<Object, Send> sends = new WeakIdentityMap<>();

    /** Builds a WebSocket for an attempt: its request is born on the way. */
    <T> T of(Send send, Supplier<T> built) {
        building.set(send);
        try {
            return built.get();
        } finally {
            building.remove();
        }
    }

    /** Remembers the request of a handshake, the first one after the builder was asked. */
    void born(Object request) {
        Send send = building.get();
        if (send != null) {
            building.remove();
            sends.put(request, send);
        }
    }

    /** The attempt that a request belongs to as it was given to the client; null for one that no route has changed. */
    @Nullable
    Send sendOf(Object request) {
        return request instanceof RoutedRequest ? ((RoutedRequest) request).send() : sends.get(request);
    }
}
