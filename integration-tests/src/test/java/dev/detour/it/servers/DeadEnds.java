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

/** Ports that nobody answers on. */
public final class DeadEnds {
    private DeadEnds() {}

    /** A port that refuses connections: it was free a moment ago. */
    public static int closedPort() {
        try (ServerSocket briefly = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return briefly.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
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
