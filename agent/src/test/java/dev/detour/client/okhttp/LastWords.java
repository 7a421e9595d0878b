package dev.detour.client.okhttp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Takes one connection, listens no more, and answers its one request, which has {@link #BODY}. */
final class LastWords implements AutoCloseable {
    private static final String BODY = "a body";

    private final ServerSocket listener;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    LastWords(int code, String reason) {
        try {
            listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> head =
                List.of("HTTP/1.1 " + code + " " + reason, "Content-Length: 0", "Connection: close", "", "");
        thread.execute(() -> serve(String.join("\r\n", head)));
    }

    int port() {
        return listener.getLocalPort();
    }

    private void serve(String answer) {
        try (Socket socket = listener.accept()) {
            listener.close();
            InputStream in = socket.getInputStream();
            StringBuilder read = new StringBuilder();
            for (int next = in.read(); next >= 0; next = in.read()) {
                read.append((char) next);
                if (read.toString().endsWith("\r\n\r\n" + BODY)) {
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                    return;
                }
            }
        } catch (IOException gone) {
            // What the client makes of that is the test's business.
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
