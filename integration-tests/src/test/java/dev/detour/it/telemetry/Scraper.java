package dev.detour.it.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.detour.it.children.Patience;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;

/** Reads what Prometheus would read. */
public record Scraper(int port) {
    /** Of a port that nobody has now. */
    public static Scraper onFreePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new Scraper(socket.getLocalPort());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public String address() {
        return "127.0.0.1:" + port;
    }

    /**
     * Reads the page until all of this holds of it: what has been reported is on its way there, one metric after the
     * other.
     */
    void shows(Consumer<List<String>> assertions) {
        Patience.until(() -> assertions.accept(page()));
    }

    /** Empty where nobody listens. */
    public String text() {
        return String.join("\n", page());
    }

    /** Empty where nobody listens. */
    private List<String> page() {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://" + address() + "/metrics").toURL().openConnection();
            try (InputStream in = connection.getInputStream()) {
                return new String(in.readAllBytes(), UTF_8).lines().toList();
            }
        } catch (IOException nobodyThere) {
            return List.of();
        }
    }

    boolean isFree() {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
