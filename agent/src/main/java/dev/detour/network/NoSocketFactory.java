package dev.detour.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.SocketFactory;

/** Makes no sockets: for what must not be connected at all. */
public final class NoSocketFactory extends SocketFactory {
    private final String message;

    /** With what the exceptions say. */
    public NoSocketFactory(String message) {
        this.message = message;
    }

    @Override
    public Socket createSocket() throws IOException {
        throw new SocketException(message);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket();
    }
}
