package dev.detour.client.jdk;

import dev.detour.call.Call;
import dev.detour.call.Calls;
import dev.detour.call.Refused;
import dev.detour.call.Send;
import dev.detour.client.Hook;
import dev.detour.exchange.WeakIdentityMap;
import java.net.URI;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A WebSocket's builder is asked to build: a routed one is built by another builder, with the route's URL and headers. */
final class WebSocketHook implements Hook {
    private final Calls calls;
    private final OpeningHandshakes openings;
    private final WebSocketBuilders builders = new WebSocketBuilders();
    private final WeakIdentityMap<Object, Boolean> ours = new WeakIdentityMap<>();

    WebSocketHook(Calls calls, OpeningHandshakes openings) throws ReflectiveOperationException {
        this.calls = calls;
        this.openings = openings;
    }

    /** {@code (builder, uri, listener)}: the future of a routed WebSocket; null for any other. */
    @Override
    public @Nullable Object call(Object[] arguments) throws Throwable {
        URI uri = (URI) arguments[1];
        if (ours.get(arguments[0]) != null
                || uri == null
                || arguments[2] == null
                || uri.getHost() == null
                || !calls.concerns(uri.getHost())) {
            return null;
        }
        AskedWebSocket asked = new AskedWebSocket(uri, builders.headersOf(arguments[0]));
        Call call = calls.open(asked);
        if (call == null) {
            return null;
        }
        Send send;
        try {
            send = call.first();
        } catch (Refused refused) {
            return CompletableFuture.failedFuture(refused.shown());
        }
        WebSocket.Builder builder = builders.copy(arguments[0], asked, send);
        ours.put(builder, true);
        WebSocket.Listener listener = (WebSocket.Listener) arguments[2];
        CompletableFuture<WebSocket> built = openings.of(send, () -> builder.buildAsync(asked.target(send), listener));
        built.whenComplete((socket, failure) -> call.opened(send, failure));
        return built;
    }
}
