package dev.detour.it.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Ports that nobody answers on. */
public final class DeadEnds {
    /** For as long as this JVM runs. */
    private static final List<Socket> TAKEN = new CopyOnWriteArrayList<>();

    private DeadEnds() {}

    /** A port that refuses connections: it is taken, so that no one else gets it, and nobody listens on it. */
    public static int closedPort() {
        try {
            Socket taken = new Socket();
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            TAKEN.add(taken);
            return taken.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A port that refuses connections, and that nobody else can take: bound, and not listened on. */
    public static final class Refusing implements AutoCloseable {
        private final Socket bound = new Socket();

        public Refusing() {
            try {
                bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        public int port() {
            return bound.getLocalPort();
        }

        @Override
        public void close() {
            try {
                bound.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /** A port whose backlog is full: Linux drops the SYN, so that a connect runs into its timeout. */
    public static final class Unanswered implements AutoCloseable {
        private static final int CONNECT_MILLIS = 200;

        private final ServerSocket listener;
        private final List<Socket> waiting = new ArrayList<>();

        public Unanswered() {
            try {
                listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                fill();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private void fill() throws IOException {
            while (waiting.size() < 100) {
                Socket socket = new Socket();
                waiting.add(socket);
                try {
                    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), CONNECT_MILLIS);
                } catch (SocketTimeoutException full) {
                    return;
                }
            }
            throw new IOException("the backlog does not fill");
        }

        public int port() {
            return listener.getLocalPort();
        }

        @Override
        public void close() {
            try {
                listener.close();
                for (Socket socket : waiting) {
                    socket.close();
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
