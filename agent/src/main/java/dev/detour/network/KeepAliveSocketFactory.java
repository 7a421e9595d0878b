package dev.detour.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Another factory's sockets, with {@link KeepAlive}. Two of the same parts are equal: pools keep them as keys. */
public final class KeepAliveSocketFactory extends SocketFactory {
    private final SocketFactory sockets;
    private final KeepAlive keepAlive;

    public KeepAliveSocketFactory(SocketFactory sockets, KeepAlive keepAlive) {
        this.sockets = sockets;
        this.keepAlive = keepAlive;
    }

    @Override
    public Socket createSocket() throws IOException {
        return kept(sockets.createSocket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return kept(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return kept(sockets.createSocket(host, port, localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return kept(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return kept(sockets.createSocket(host, port, localHost, localPort));
    }

    private Socket kept(Socket socket) {
        keepAlive.applyTo(socket);
        return socket;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeepAliveSocketFactory
                && ((KeepAliveSocketFactory) other).sockets.equals(sockets)
                && ((KeepAliveSocketFactory) other).keepAlive.equals(keepAlive);
    }

    @Override
    public int hashCode() {
        return 31 * sockets.hashCode() + keepAlive.hashCode();
    }

    @Override
    public String toString() {
        return sockets + ", " + keepAlive;
    }
}
