package dev.detour.client.jdk;

import dev.detour.call.Call;
import dev.detour.call.Calls;
import dev.detour.call.Refused;
import dev.detour.call.Send;
import dev.detour.exchange.WeakIdentityMap;
import java.net.URI;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A WebSocket's builder is asked to build: a routed one is built by another builder, with the route's URL and headers. */
final class WebSocketHook {
    private final Calls calls;
    private final OpeningHandshakes openings;
    private final WebSocketBuilders builders = new WebSocketBuilders();
    private final WeakIdentityMap<Object, Boolean> ours = new WeakIdentityMap<>();

    WebSocketHook(Calls calls, OpeningHandshakes openings) throws ReflectiveOperationException {
        this.calls = calls;
        this.openings = openings;
    }

    /** The future of a routed WebSocket; null for any other. */
    @Nullable
    Object build(Object itsBuilder, @Nullable Object given, @Nullable Object itsListener) throws Throwable {
        URI uri = (URI) given;
        if (ours.get(itsBuilder) != null
                || uri == null
                || itsListener == null
                || uri.getHost() == null
                || !calls.concerns(uri.getHost())) {
            return null;
        }
        AskedWebSocket asked = new AskedWebSocket(uri, builders.headersOf(itsBuilder));
        Call call = calls.open(asked);
        if (call == null) {
            return null;
        }
        try {
            return opened(call, asked, itsBuilder, (WebSocket.Listener) itsListener);
        } catch (Refused refused) {
            return CompletableFuture.failedFuture(refused.shown());
        } catch (Throwable fault) {
            call.ended();
            throw fault;
        }
    }

    private CompletableFuture<WebSocket> opened(
            Call call, AskedWebSocket asked, Object itsBuilder, WebSocket.Listener listener) throws Throwable {
        Send send = call.first();
        WebSocket.Builder builder = builders.copy(itsBuilder, asked, send);
        ours.put(builder, true);
        CompletableFuture<WebSocket> built = openings.of(send, () -> builder.buildAsync(asked.target(send), listener));
        built.whenComplete((socket, failure) -> call.opened(send, failure));
        return built;
    }
}
