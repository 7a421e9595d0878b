package dev.detour.network;

import dev.detour.exchange.Ticker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Sockets that connect through a SOCKS5 proxy. Two of the same proxy, user and password are equal: pools keep them as
 * keys.
 */
public final class Socks5SocketFactory extends SocketFactory {
    private final ProxyServer proxy;

    /**
     * @param proxy of the kind SOCKS5
     */
    public Socks5SocketFactory(ProxyServer proxy) {
        if (proxy.kind() != ProxyServer.Kind.SOCKS5) {
            throw new IllegalArgumentException(proxy + " is no SOCKS5 proxy");
        }
        this.proxy = proxy;
    }

    /** A socket that is not connected yet: see {@link Socks5Socket#connect}. */
    @Override
    public Socket createSocket() {
        return new Socks5Socket(proxy, Ticker.SYSTEM);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(createSocket(), InetSocketAddress.createUnresolved(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(bound(localHost, localPort), InetSocketAddress.createUnresolved(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(createSocket(), new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(bound(localHost, localPort), new InetSocketAddress(host, port));
    }

    private Socket bound(InetAddress localHost, int localPort) throws IOException {
        Socket socket = createSocket();
        socket.bind(new InetSocketAddress(localHost, localPort));
        return socket;
    }

    private static Socket connected(Socket socket, InetSocketAddress target) throws IOException {
        try {
            socket.connect(target);
            return socket;
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Socks5SocketFactory && ((Socks5SocketFactory) other).proxy.equals(proxy);
    }

    @Override
    public int hashCode() {
        return proxy.hashCode();
    }

    @Override
    public String toString() {
        return proxy.toString();
    }
}
