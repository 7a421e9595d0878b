package dev.detour.client.jdk;

import dev.detour.call.Calls;
import dev.detour.call.Send;
import dev.detour.exchange.Url;
import dev.detour.exchange.WeakIdentityMap;
import dev.detour.network.NetworkSettings;
import dev.detour.network.ProxyChoice;
import dev.detour.network.ProxyServer;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** Requests of the client whose connection may go through a SOCKS proxy, with the choice that says so. */
final class SocksRequests {
    private final Calls calls;
    private final Internals internals;
    private final WeakIdentityMap<Object, ProxyChoice> choices = new WeakIdentityMap<>();

    SocksRequests(Calls calls, Internals internals) {
        this.calls = calls;
        this.internals = internals;
    }

    void add(Object made, Send send) {
        if (StandIns.isForSocks(send)) {
            choices.put(made, send.network().proxy());
        }
    }

    /** Where it was forgotten, or never known. */
    void addAgain(Object made, ProxyChoice choice) {
        choices.putIfAbsent(made, choice);
    }

    /** The handshake of a WebSocket is another's request: where it leads says what it goes through. */
    void addWebSocket(HttpRequest made) throws Throwable {
        if (calls.rules().proxies().anySocks() && internals.isWebSocket(made)) {
            NetworkSettings network =
                    calls.rules().networkTo(Url.parse(made.uri().toString()).origin());
            if (network != null && network.proxy().servers().stream().anyMatch(ProxyServer::isSocks)) {
                choices.put(made, network.proxy());
            }
        }
    }

    void addCopy(Object made, Object original) {
        ProxyChoice choice = choices.get(original);
        if (choice != null) {
            choices.put(made, choice);
        }
    }

    /** Null: it goes through none. */
    @Nullable
    ProxyChoice choiceOf(Object request) {
        return choices.get(request);
    }
}
