package dev.detour.it.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.Command;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alerts and the dashboard's expressions in Prometheus itself. Skipped where it is not installed. */
class PrometheusTest {
    @TempDir
    Path folder;

    /** With series that are made up: the test's file has them. */
    @Test
    @Tag("once")
    void each_alert_fires_where_it_should_and_only_there() throws IOException {
        String promtool = Prometheus.tool("promtool").toString();
        Path rules = Files.writeString(folder.resolve("alerts.yaml"), FleetFiles.text(FleetFiles.ALERTS));
        Path tests = folder.resolve("alerts-test.yaml");
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/fleet/alerts-test.yaml"))) {
            Files.copy(in, tests);
        }

        assertThat(Command.run(promtool, "check", "rules", rules.toString()))
                .satisfies(result ->
                        assertThat(result.status()).as(result.toString()).isZero());
        assertThat(Command.run(promtool, "test", "rules", tests.toString()))
                .satisfies(result ->
                        assertThat(result.status()).as(result.toString()).isZero());
        for (var rule : FleetFiles.alerts()) {
            assertThat(Files.readString(tests)).contains("alertname=\"" + rule.get("alert") + "\"");
        }
    }

    @Test
    @Tag("matrix")
    void every_panel_shows_something_and_an_alert_fires_for_a_real_service() {
        Prometheus.tool("prometheus");
        try (Troubles troubles = new Troubles(folder);
                Prometheus prometheus = Prometheus.scraping(troubles.scraper, folder)) {
            List<String> empty = new ArrayList<>(FleetFiles.queries());
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(240);
            while (!empty.isEmpty() && System.nanoTime() < end) {
                troubles.happen();
                empty.removeIf(query -> prometheus.query(query).contains("\"result\":[{"));
            }
            assertThat(empty)
                    .allSatisfy(query -> assertThat(prometheus.query(query)).isEqualTo("something to see"))
                    .isEmpty();
            while (!prometheus.alerts().contains("\"alertname\":\"DetourQuotaExhausted\"") && System.nanoTime() < end) {
                troubles.happen();
            }
            assertThat(prometheus.alerts())
                    .contains(
                            "\"alertname\":\"DetourQuotaExhausted\"", "\"detour_route\":\"api\"", "\"job\":\"orders\"")
                    .contains("\"alertname\":\"DetourKeyRejected\"");
            assertThat(prometheus.query("detour_no_such_metric")).contains("\"result\":[]");
        }
    }
}
