package dev.detour.client.jdk;

import dev.detour.exchange.Url;
import dev.detour.network.ProxyChoice;
import dev.detour.network.ProxyServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;

/** A route's choice of proxy as the JDK asks for it. SOCKS is none here: it is bridged below. */
final class ChosenProxy extends ProxySelector {
    private final ProxyChoice choice;

    ChosenProxy(ProxyChoice choice) {
        this.choice = choice;
    }

    @Override
    public List<Proxy> select(URI uri) {
        ProxyServer server = choice.proxyFor(Url.parse(uri.toString()).origin());
        if (server == null || server.kind() != ProxyServer.Kind.HTTP) {
            return List.of(Proxy.NO_PROXY);
        }
        return List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(server.host(), server.port())));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
}
