package dev.detour.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.detour.exchange.Secrets;
import dev.detour.exchange.Ticker;
import dev.detour.failure.FailureKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MetricsTest {
    private static final Secrets NO_SECRETS = Secrets.of(Set.of(), Set.of(), Set.of());

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Scrape scrape;
    private Telemetry telemetry;

    @BeforeEach
    void open() throws IOException {
        scrape = Scrape.ofFreePort();
        telemetry = telemetry(settings());
    }

    @AfterEach
    void close() {
        telemetry.close();
    }

    private TelemetrySettings.Builder settings() {
        return TelemetrySettings.builder()
                .service("orders")
                .log(TelemetrySettings.Log.OFF)
                .prometheus(scrape.address());
    }

    private Telemetry telemetry(TelemetrySettings.Builder settings) {
        return Telemetry.of(
                settings.build(), "1.0", NO_SECRETS, Ticker.SYSTEM, new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_success_is_measured_by_the_conventions() {
        telemetry.callSucceeded(Reports.succeeded().build());

        String labels = "{detour_path=\"gateway\",detour_route=\"api\",http_request_method=\"POST\","
                + "http_response_status_code=\"200\",network_protocol_version=\"2\","
                + "server_address=\"a.example.com\",server_port=\"443\"}";
        scrape.shows(page -> assertThat(page)
                .contains("http_client_request_duration_seconds_count" + labels + " 1")
                .contains("# TYPE http_client_request_duration_seconds histogram")
                .contains("detour_calls_total{detour_outcome=\"succeeded\",detour_route=\"api\"} 1.0")
                .contains("detour_attempts_total{detour_path=\"gateway\",detour_route=\"api\"} 1.0")
                .anyMatch(line -> line.startsWith("target_info{") && line.contains("service_name=\"orders\"")));
        assertThat(scrape.lines().stream().filter(line -> line.contains("duration_seconds_bucket")))
                .hasSize(15)
                .anyMatch(line -> line.contains("le=\"0.005\""))
                .anyMatch(line -> line.contains("le=\"10.0\""));
    }

    @Test
    void a_failed_answer_is_measured_until_its_head_and_lost_until_its_end() {
        CallReport report = Reports.failed(FailureKind.SERVER_ERROR).build();
        long started = report.attempt().startedNanos();
        report.attempt().answeredAt(started + 20_000_000);

        Measured measured = Measured.of(Stage.CALL_FAILED, report, started + 520_000_000);

        assertThat(measured.seconds()).isEqualTo(0.02);
        assertThat(measured.secondsInAll()).isEqualTo(0.52);
    }

    @Test
    void a_failure_is_measured_with_its_code() {
        telemetry.callFailed(Reports.failed(FailureKind.CONNECT_REFUSED).build());

        scrape.shows(page -> assertThat(page)
                .anyMatch(line -> line.startsWith("http_client_request_duration_seconds_count"))
                .anyMatch(line -> line.startsWith("http_client_request_duration_seconds_count")
                        && line.contains("error_type=\"connect_refused\""))
                .contains("detour_calls_total{detour_outcome=\"failed\",detour_route=\"api\","
                        + "error_type=\"connect_refused\"} 1.0"));
    }

    @Test
    void what_a_call_went_through_is_counted_by_reason() {
        telemetry.attemptFailed(Reports.failed(FailureKind.CONNECT_RESET)
                .decision("retry")
                .delayMillis(1_500)
                .build());
        telemetry.attemptFailed(
                Reports.failed(FailureKind.CONNECT_TIMEOUT).decision("move").build());
        telemetry.callRecovered(Reports.of("https://a.example.com/x", null)
                .failure(dev.detour.failure.Failure.of(FailureKind.CONNECT_RESET, null))
                .status(200)
                .build());
        telemetry.streamFailed(Reports.failed(FailureKind.BODY_RESET).build());

        scrape.shows(page -> assertThat(page)
                .anyMatch(line -> line.startsWith("detour_stream_failures"))
                .contains("detour_retries_total{detour_path=\"gateway\",detour_route=\"api\","
                        + "error_type=\"connect_reset\"} 1.0")
                .contains("detour_failovers_total{detour_path=\"gateway\",detour_route=\"api\","
                        + "error_type=\"connect_timeout\"} 1.0")
                .contains("detour_stream_failures_total{detour_path=\"gateway\",detour_route=\"api\","
                        + "error_type=\"body_reset\"} 1.0")
                .contains("detour_time_lost_seconds_total{detour_lost_to=\"waiting\",detour_path=\"gateway\","
                        + "detour_route=\"api\"} 1.5")
                .anyMatch(line -> line.startsWith("detour_time_lost_seconds_total{detour_lost_to=\"failure\""))
                .contains("detour_calls_total{detour_outcome=\"recovered\",detour_route=\"api\"} 1.0"));
    }

    @Test
    void what_was_not_sent_is_no_request() {
        telemetry.callFailed(Reports.failed(FailureKind.CIRCUIT_OPEN).build());

        scrape.shows(page -> assertThat(page)
                .anyMatch(line -> line.startsWith("detour_calls_total"))
                .noneMatch(line -> line.startsWith("http_client") || line.startsWith("detour_attempts")));
    }

    @Test
    void breakers_budgets_and_limits_are_gauges() {
        telemetry.watch(new Gauges() {
            @Override
            public List<Budget> budgets() {
                return List.of(Budget.of("https://gw.example.com", 7.4));
            }

            @Override
            public List<Breaker> breakers() {
                return List.of(Breaker.of("api", "gateway", "https://gw.example.com", State.OPEN));
            }

            @Override
            public Map<String, String> settings() {
                return Map.of();
            }
        });
        telemetry.breakerOpened(BreakerReport.builder()
                .route("api")
                .path("gateway")
                .origin("https://gw.example.com")
                .kind(FailureKind.CONNECT_REFUSED)
                .build());
        telemetry.callSucceeded(Reports.succeeded().limitRemaining(41L).build());

        scrape.shows(page -> assertThat(page)
                .anyMatch(line -> line.startsWith("detour_breaker_openings"))
                .contains("detour_breaker_state{detour_path=\"gateway\",detour_route=\"api\","
                        + "server_address=\"gw.example.com\",server_port=\"443\"} 2.0")
                .contains("detour_retry_budget{server_address=\"gw.example.com\",server_port=\"443\"} 7.4")
                .contains("detour_breaker_openings_total{detour_path=\"gateway\",detour_route=\"api\","
                        + "error_type=\"connect_refused\"} 1.0"));
        scrape.shows(page -> assertThat(page)
                .anyMatch(line -> line.startsWith("detour_limit_remaining"))
                .contains("detour_limit_remaining{server_address=\"a.example.com\",server_port=\"443\"} 41.0"));
    }

    @Test
    void however_many_hosts_are_called_few_are_told_apart() {
        for (int i = 0; i < 3 * Servers.MOST; i++) {
            telemetry.callSucceeded(Reports.of("https://h" + i + ".example.com/x", null)
                    .status(200)
                    .build());
        }

        scrape.shows(page -> assertThat(
                        page.stream().filter(line -> line.startsWith("http_client_request_duration_seconds_count")))
                .hasSize(Servers.MOST + 1)
                .anyMatch(line -> line.endsWith("server_address=\"other\"} 200")));
    }

    @Test
    void only_the_page_itself_can_be_read() throws IOException {
        scrape.lines();

        assertThat(scrape.status("GET", "/")).isEqualTo(404);
        assertThat(scrape.status("POST", "/metrics")).isEqualTo(405);
        assertThat(scrape.status("GET", "/metrics?x=y")).isEqualTo(200);
    }

    @Test
    void a_taken_port_is_told_once_and_used_when_it_is_free() throws IOException {
        telemetry.close();
        Scrape taken = Scrape.ofFreePort();
        try (ServerSocket other = new ServerSocket(taken.port(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(other.isBound()).isTrue();
            scrape = taken;
            telemetry = telemetry(settings());
            while (!said().contains("metrics cannot be read at 127.0.0.1:" + taken.port())) {
                Thread.onSpinWait();
            }
        }

        assertThat(scrape.lines()).isNotEmpty();
        assertThat(said().lines()).hasSize(1);
    }

    @Test
    void a_reload_that_changes_nothing_here_keeps_port_and_counts() {
        telemetry.callSucceeded(Reports.succeeded().build());
        scrape.shows(page -> assertThat(page).anyMatch(line -> line.startsWith("detour_calls_total")));

        Telemetry before = telemetry;
        telemetry =
                before.renewed(settings().slow(java.time.Duration.ofSeconds(1)).build(), NO_SECRETS);
        before.close();
        telemetry.callSucceeded(Reports.succeeded().build());

        scrape.shows(page ->
                assertThat(page).contains("detour_calls_total{detour_outcome=\"succeeded\",detour_route=\"api\"} 2.0"));
    }

    @Test
    void a_reload_that_turns_it_off_gives_the_port_back() throws IOException {
        scrape.lines();

        Telemetry before = telemetry;
        telemetry = before.renewed(settings().prometheus(null).build(), NO_SECRETS);
        before.close();

        try (ServerSocket again = new ServerSocket(scrape.port(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(again.isBound()).isTrue();
        }
    }

    @Test
    void nothing_is_left_running_when_it_is_closed() {
        scrape.lines();

        telemetry.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("detour-") && thread.isAlive());
    }

    @Test
    void metrics_are_posted_at_the_end_at_the_latest() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", exchange -> {
            received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        try {
            Telemetry pushing = telemetry(TelemetrySettings.builder()
                    .log(TelemetrySettings.Log.OFF)
                    .service("orders")
                    .otlpEndpoint("http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/metrics")
                    .otlpHeaders(Map.of("authorization", "Bearer key")));
            pushing.callFailed(Reports.failed(FailureKind.CONNECT_REFUSED).build());
            pushing.close();

            assertThat(received.take())
                    .startsWith("POST /v1/metrics application/x-protobuf Bearer key ")
                    .contains("http.client.request.duration", "connect_refused", "orders", "detour.calls");
            assertThat(said()).isEmpty();
        } finally {
            collector.stop(0);
        }
    }

    @Test
    void a_collector_that_is_not_there_is_told_once() throws IOException {
        Telemetry pushing = telemetry(TelemetrySettings.builder()
                .log(TelemetrySettings.Log.OFF)
                .otlpInterval(java.time.Duration.ofMillis(20))
                .otlpEndpoint("http://127.0.0.1:" + Scrape.ofFreePort().port() + "/v1/metrics"));
        pushing.callSucceeded(Reports.succeeded().build());
        while (said().isEmpty()) {
            Thread.onSpinWait();
        }
        pushing.close();

        assertThat(said().lines())
                .hasSize(1)
                .allMatch(line -> line.startsWith("detour: metrics cannot be sent to http://127.0.0.1:"));
    }
}
