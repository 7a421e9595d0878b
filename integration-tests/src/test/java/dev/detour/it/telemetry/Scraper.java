package dev.detour.it.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.detour.it.children.Patience;
import dev.detour.it.servers.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;

/** Reads what Prometheus would read. */
public record Scraper(int port) {
    /** Of a port that nobody has now. */
    public static Scraper onFreePort() {
        return new Scraper(FreePort.find());
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

    /** The page, or why there is none. */
    public String text() {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://" + address() + "/metrics").toURL().openConnection();
            try (InputStream in = connection.getInputStream()) {
                return new String(in.readAllBytes(), UTF_8);
            }
        } catch (IOException none) {
            return address() + ": " + none;
        }
    }

    private List<String> page() {
        return text().lines().toList();
    }

    boolean isFree() {
        try {
            return FreePort.isFree(port);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
