package dev.detour.client.okhttp.connection;

import dev.detour.network.KeepAlive;
import dev.detour.network.KeepAliveSocketFactory;
import dev.detour.network.NoSocketFactory;
import dev.detour.network.ProxyServer;
import dev.detour.network.Socks5SocketFactory;
import java.time.Duration;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** Socket factories, equal where they do the same. In terms of the JDK: the agent has other copies of our classes. */
public final class Sockets {
    private Sockets() {}

    /** Sockets that connect through a SOCKS5 proxy. */
    public static SocketFactory socks(String host, int port, @Nullable String user, @Nullable String password) {
        return new Socks5SocketFactory(ProxyServer.of(ProxyServer.Kind.SOCKS5, host, port, user, password));
    }

    /** None: who asks for one gets this message. */
    public static SocketFactory none(String message) {
        return new NoSocketFactory(message);
    }

    /** The same sockets with keep-alive probes after this silence. */
    public static SocketFactory keptAlive(SocketFactory sockets, Duration idle) {
        return new KeepAliveSocketFactory(sockets, KeepAlive.after(idle));
    }
}
