package dev.detour.telemetry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Reads the page that Prometheus reads. */
final class Scrape {
    private final int port;

    private Scrape(int port) {
        this.port = port;
    }

    /** Of a port that nobody has now. */
    static Scrape ofFreePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new Scrape(socket.getLocalPort());
        }
    }

    int port() {
        return port;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    int status(String method, String path) throws IOException {
        HttpURLConnection connection = connection(path);
        connection.setRequestMethod(method);
        return connection.getResponseCode();
    }

    private HttpURLConnection connection(String path) throws IOException {
        return (HttpURLConnection) new URL("http://" + address() + path).openConnection();
    }

    /** The page as soon as it can be read. */
    List<String> lines() {
        while (true) {
            try (InputStream in = connection("/metrics").getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
            } catch (java.net.ConnectException notYet) {
                Thread.onSpinWait();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /**
     * Reads the page until all of this holds of it: what was reported before is on its way there, one metric after the
     * other. Throws what still fails after some seconds.
     */
    void shows(Consumer<List<String>> assertions) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (true) {
            try {
                assertions.accept(lines());
                return;
            } catch (AssertionError notYet) {
                if (System.nanoTime() > end) {
                    throw notYet;
                }
            }
        }
    }
}
