package dev.detour.client.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.detour.call.Calls;
import dev.detour.client.okhttp.Application.Answer;
import dev.detour.client.okhttp.Application.Ask;
import dev.detour.network.NetworkSettings;
import dev.detour.network.Timeouts;
import dev.detour.retry.RetryPolicy;
import dev.detour.route.Edits;
import dev.detour.telemetry.Telemetry;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When routed calls end for want of time, with each release of OkHttp: by the route's limits, and by the application's. */
class OkHttpTimeoutsTest {
    @SuppressWarnings("unused") // by the parameters of each test
    static final List<String> RELEASES = InstrumentedOkHttp.RELEASES;

    private static final String VENDOR = "http://api.vendor.test";

    private static Ask get() {
        Ask ask = new Ask();
        ask.url = VENDOR + "/v1";
        return ask;
    }

    private static Answer made(InstrumentedOkHttp okhttp, Ask ask) {
        Answer answer = okhttp.application().ask(ask);
        assertThat(okhttp.faults).isEmpty();
        return answer;
    }

    private static InstrumentedOkHttp okhttp(String release, String to, NetworkSettings network) {
        return InstrumentedOkHttp.of(release, Routed.calls(VENDOR, to, network, Edits.none(), RetryPolicy.never()));
    }

    /** Whose answers have a head, and nothing of their body before this. */
    private static Gateway stalledInBody(CountDownLatch ended) {
        return Gateway.plain((number, exchange) -> {
            exchange.sendResponseHeaders(200, 4);
            exchange.getResponseBody().flush();
            pass(ended, 20_000);
        });
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void a_body_may_stall_longer_than_the_application_allows_a_first_byte(String release) {
        CountDownLatch applicationsTimeout = new CountDownLatch(1);
        try (Gateway gateway = Gateway.plain((number, exchange) -> {
                    exchange.sendResponseHeaders(200, 4);
                    exchange.getResponseBody().write("ab".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                    exchange.getResponseBody().flush();
                    pass(applicationsTimeout, 600);
                    exchange.getResponseBody().write("cd".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                });
                InstrumentedOkHttp okhttp =
                        okhttp(release, gateway.url(), timeouts(null, Duration.ofSeconds(20), null))) {
            Ask ask = get();
            ask.readTimeoutMillis = 200;

            Answer answer = made(okhttp, ask);

            assertThat(answer.failure).isNull();
            assertThat(answer.body).isEqualTo("abcd");
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void a_stalled_body_ends(String release) {
        CountDownLatch ended = new CountDownLatch(1);
        try (Gateway gateway = stalledInBody(ended);
                InstrumentedOkHttp okhttp =
                        okhttp(release, gateway.url(), timeouts(null, Duration.ofMillis(200), null))) {
            assertThat(made(okhttp, get()).failure).isInstanceOf(SocketTimeoutException.class);
            ended.countDown();
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void a_late_first_byte_ends(String release) {
        CountDownLatch ended = new CountDownLatch(1);
        try (Gateway gateway = Gateway.plain((number, exchange) -> pass(ended, 20_000));
                InstrumentedOkHttp okhttp =
                        okhttp(release, gateway.url(), timeouts(Duration.ofMillis(200), null, null))) {
            assertThat(made(okhttp, get()).failure).isInstanceOf(SocketTimeoutException.class);
            ended.countDown();
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void a_head_that_trickles_in_ends_too_and_is_asked_for_once(String release) throws Exception {
        try (TricklingServer server = new TricklingServer();
                InstrumentedOkHttp okhttp =
                        okhttp(release, server.url(), timeouts(Duration.ofMillis(400), null, null))) {
            Answer answer = made(okhttp, get());

            assertThat(answer.failure).isInstanceOf(SocketTimeoutException.class);
            assertThat(server.connections).hasValue(1);
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void a_whole_call_ends_in_the_body_too(String release) {
        CountDownLatch ended = new CountDownLatch(1);
        try (Gateway gateway = stalledInBody(ended);
                InstrumentedOkHttp okhttp =
                        okhttp(release, gateway.url(), timeouts(null, null, Duration.ofMillis(400)))) {
            Ask ask = get();
            ask.callTimeoutMillis = 60_000;

            Answer answer = made(okhttp, ask);

            // OkHttp 3.12 tells a body that ran out of time by the socket that it has closed.
            assertThat(answer.failure)
                    .isInstanceOf(release.equals("3.12.13") ? SocketException.class : InterruptedIOException.class);
            ended.countDown();
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void a_body_that_ran_out_of_the_application_s_time_is_told_though_the_route_was_reached_late(String release) {
        assertThat(failuresOfLateCall(release, 300, 1_000, RetryPolicy.never(), exchange -> {
                    exchange.sendResponseHeaders(200, 4);
                    exchange.getResponseBody().flush();
                }))
                .isEqualTo(Map.of("total_timeout", 1L));
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void a_head_that_ran_out_of_the_application_s_time_is_told_once(String release) {
        assertThat(failuresOfLateCall(release, 300, 1_000, RetryPolicy.defaults(), exchange -> {}))
                .isEqualTo(Map.of("first_byte_timeout", 1L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.14.9", "5.5.1"}) // 3.12 ends its clock with the first answer
    void a_pause_that_ran_out_of_the_application_s_time_is_told_with_the_attempt_before_it(String release) {
        assertThat(failuresOfLateCall(release, 1_000, 2_000, RetryPolicy.defaults(), exchange -> {
                    exchange.getResponseHeaders().set("retry-after-ms", "1400");
                    exchange.sendResponseHeaders(503, -1);
                }))
                .isEqualTo(Map.of("gateway_error", 1L, "total_timeout", 1L));
    }

    /** By their codes: of a call whose application spent some of its time before its route was reached. */
    private static Map<String, Long> failuresOfLateCall(
            String release, int spentMillis, int limitMillis, RetryPolicy retry, Beginning beginning) {
        CountDownLatch ended = new CountDownLatch(1);
        Telemetry telemetry = Routed.silent();
        try (Gateway gateway = Gateway.plain((number, exchange) -> {
            if (!exchange.getRequestURI().getPath().equals("/before")) {
                beginning.answer(exchange);
                pass(ended, 5_000);
            } else if (number == 1) {
                pass(ended, spentMillis);
                Gateway.ok(exchange);
            } else {
                Gateway.ok(exchange);
            }
        })) {
            Calls calls = Routed.calls(
                    VENDOR, gateway.url(), NetworkSettings.builder().build(), Edits.none(), retry, telemetry);
            try (InstrumentedOkHttp okhttp = InstrumentedOkHttp.of(release, calls)) {
                Ask ask = get();
                ask.alsoCalledByInterceptor = gateway.url() + "/before";
                ask.callTimeoutMillis = limitMillis;
                assertThat(made(okhttp, ask).failure).isNotNull();
            } finally {
                ended.countDown();
            }
        }
        return telemetry.totals().byKind();
    }

    /** What a server says before it falls silent. */
    private interface Beginning {
        void answer(HttpExchange exchange) throws IOException;
    }

    private static NetworkSettings timeouts(
            @org.jspecify.annotations.Nullable Duration firstByte,
            @org.jspecify.annotations.Nullable Duration idle,
            @org.jspecify.annotations.Nullable Duration total) {
        return NetworkSettings.builder()
                .timeouts(Timeouts.of(null, firstByte, idle, total))
                .build();
    }

    /** Until the latch is down, or this time has passed. */
    private static void pass(CountDownLatch latch, long millis) {
        try {
            latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
