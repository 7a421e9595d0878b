package dev.detour.it.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.detour.it.servers.FreePort;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A real Prometheus on loopback that scrapes one page each second and evaluates the alerts. */
record Prometheus(Process process, int port) implements AutoCloseable {
    /** Where a program of Prometheus lies; without it the test is skipped, and says what it lacks. */
    static Path tool(String name) {
        List<Path> found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .toList();
        assumeTrue(!found.isEmpty(), name + " is not on the path: Debian's package prometheus has it");
        return found.get(0);
    }

    static Prometheus scraping(Scraper page, Path folder) {
        try {
            Files.writeString(folder.resolve("alerts.yaml"), FleetFiles.text(FleetFiles.ALERTS));
            Path config = Files.writeString(folder.resolve("prometheus.yaml"), """
                            global: {scrape_interval: 1s, evaluation_interval: 1s}
                            rule_files: [alerts.yaml]
                            scrape_configs:
                              - job_name: orders
                                static_configs: [{targets: ["%s"]}]
                            """.formatted(page.address()));
            int port = FreePort.find();
            Process process = new ProcessBuilder(
                            tool("prometheus").toString(),
                            "--config.file=" + config,
                            "--storage.tsdb.path=" + folder.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("prometheus.log").toFile())
                    .start();
            return new Prometheus(process, port);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The answer to an instant query, JSON. */
    String query(String expression) {
        return get("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8));
    }

    String alerts() {
        return get("/api/v1/alerts");
    }

    /** Empty where nobody listens yet. */
    private String get(String target) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + target).toURL().openConnection();
            boolean failed = connection.getResponseCode() >= 400;
            try (InputStream in = failed ? connection.getErrorStream() : connection.getInputStream()) {
                return new String(in.readAllBytes(), UTF_8);
            }
        } catch (IOException notYet) {
            return "";
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
