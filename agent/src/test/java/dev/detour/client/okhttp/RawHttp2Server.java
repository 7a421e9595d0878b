package dev.detour.client.okhttp;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One connection of HTTP/2 without TLS, frame by frame. */
final class RawHttp2Server implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PREFACE_LENGTH = 24;

    /** Complete when the script is over, with what it found; or with what it threw. */
    final CompletableFuture<Integer> over = new CompletableFuture<>();

    private final ServerSocket listener;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    /** Answers, or does not. */
    interface Script {
        /** Says whatever is to be looked at. */
        int run(Wire wire) throws IOException;
    }

    /** After the client's preface and the server's settings. */
    static final class Wire {
        private final DataInputStream in;
        final DataOutputStream out;

        Wire(Socket socket) throws IOException {
            in = new DataInputStream(socket.getInputStream());
            out = new DataOutputStream(socket.getOutputStream());
            in.readFully(new byte[PREFACE_LENGTH]);
            out.write(new byte[] {0, 0, 0, SETTINGS, 0, 0, 0, 0, 0});
        }

        /** The next frame's type, of these; throws at the end of the connection. */
        int next(int... types) throws IOException {
            while (true) {
                int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                int type = in.readUnsignedByte();
                in.readFully(new byte[5 + length]);
                for (int wanted : types) {
                    if (type == wanted) {
                        return type;
                    }
                }
            }
        }

        /** Until the client has closed the connection. */
        void awaitEnd() throws IOException {
            while (in.read() >= 0) {
                // What it still says does not matter.
            }
        }
    }

    RawHttp2Server(Script script) {
        try {
            listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.execute(() -> serve(script));
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    private void serve(Script script) {
        try (Socket socket = listener.accept()) {
            over.complete(script.run(new Wire(socket)));
        } catch (IOException | RuntimeException e) {
            over.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.shutdownNow();
    }
}
