package dev.detour.it.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A listening socket with a thread for each connection. Closing it ends them all. */
abstract class TcpServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    TcpServer(ServerSocket listener) {
        this.listener = listener;
    }

    static ServerSocket loopback() {
        return listening(InetAddress.getLoopbackAddress());
    }

    static ServerSocket listening(InetAddress address) {
        return listening(address, 0);
    }

    static ServerSocket listening(InetAddress address, int port) {
        try {
            return new ServerSocket(port, 256, address);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** To be called once, at the end of the constructor of the last class. */
    final void start() {
        thread("accept", this::accept).start();
    }

    public final int port() {
        return listener.getLocalPort();
    }

    /** Speaks with one client until it has gone; what it throws ends the connection. */
    abstract void serve(Socket socket) throws Exception;

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                if (listener.isClosed()) {
                    reset(socket); // it came between the end of the listener and that of the connections
                    return;
                }
                thread("connection", () -> run(socket)).start();
            } catch (IOException closedOrBroken) {
                // A handshake does not happen here: only the end of the listener can end the loop.
            }
        }
    }

    private void run(Socket socket) {
        try (socket) {
            serve(socket);
        } catch (Exception gone) {
            // What a client does to its connection is the test's business; what it meant to see is asserted there.
        } finally {
            open.remove(socket);
        }
    }

    final Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, getClass().getSimpleName() + " " + port() + " " + name);
        thread.setDaemon(true);
        return thread;
    }

    /** Ends all connections that are open now; new ones are served. */
    public void dropConnections() {
        for (Socket socket : open) {
            close(socket);
        }
    }

    @Override
    public void close() {
        close(listener);
        dropConnections();
    }

    /** As the end of its process does it, or of its machine: nothing listens, and every connection is reset. */
    public void kill() {
        close(listener);
        for (Socket socket : open) {
            try {
                reset(socket);
            } catch (IOException alreadyGone) {
                // Nothing is left to reset.
            }
        }
    }

    private static void close(java.io.Closeable socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // Nothing is left to close.
        }
    }

    /** Closes with a RST in place of a FIN. */
    static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
