package dev.detour.client.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.detour.call.Calls;
import dev.detour.client.okhttp.Application.Answer;
import dev.detour.client.okhttp.Application.Ask;
import dev.detour.network.NetworkSettings;
import dev.detour.network.ProxyChoice;
import dev.detour.network.ProxyServer;
import dev.detour.network.Timeouts;
import dev.detour.retry.RetryPolicy;
import dev.detour.route.Edits;
import dev.detour.telemetry.Telemetry;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the connections of routed calls are made, with each release of OkHttp. */
class OkHttpConnectionTest {
    @SuppressWarnings("unused") // by the parameters of each test
    static final List<String> RELEASES = InstrumentedOkHttp.RELEASES;

    private static final String VENDOR = "http://api.vendor.test";
    private static final Authority COMPANY = new Authority("Company");
    private static final Authority PUBLIC = new Authority("Public");

    private static Ask get(String url) {
        Ask ask = new Ask();
        ask.url = url;
        return ask;
    }

    /** A client that trusts the public authority alone. */
    private static Ask secureGet(String url) {
        Ask ask = get(url);
        ask.sockets = PUBLIC.client().getSocketFactory();
        ask.trust = PUBLIC.trust();
        return ask;
    }

    private static Answer made(InstrumentedOkHttp okhttp, Ask ask) {
        Answer answer = okhttp.application().ask(ask);
        assertThat(okhttp.faults).isEmpty();
        return answer;
    }

    private static NetworkSettings through(ProxyServer proxy) {
        return NetworkSettings.builder().proxy(ProxyChoice.of(proxy)).build();
    }

    private static NetworkSettings.Builder trusting(Authority authority) {
        return NetworkSettings.builder().trust(List.of(authority.root));
    }

    private static NetworkSettings.Builder resolving(NetworkSettings.Builder builder, String... hosts) {
        java.util.Map<String, List<InetAddress>> fixed = new java.util.HashMap<>();
        for (String host : hosts) {
            fixed.put(host, List.of(InetAddress.getLoopbackAddress()));
        }
        return builder.hosts(fixed);
    }

    private static InstrumentedOkHttp okhttp(String release, String match, String to, NetworkSettings network) {
        return InstrumentedOkHttp.of(release, Routed.calls(match, to, network, Edits.none(), RetryPolicy.never()));
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void a_fixed_address_is_used(String release) {
        try (Gateway gateway = Gateway.plain((number, exchange) -> Gateway.ok(exchange));
                InstrumentedOkHttp okhttp = okhttp(
                        release,
                        VENDOR,
                        "http://gateway.test:" + gateway.port(),
                        resolving(NetworkSettings.builder(), "gateway.test").build())) {
            assertThat(made(okhttp, get(VENDOR + "/v1")).failure).isNull();
            assertThat(gateway.seen.get(0).header("Host")).isEqualTo("gateway.test:" + gateway.port());
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void kept_alive_connections_are_pooled(String release) {
        try (Gateway gateway = Gateway.plain((number, exchange) -> {
                    exchange.getResponseHeaders()
                            .set(
                                    "Peer",
                                    String.valueOf(exchange.getRemoteAddress().getPort()));
                    Gateway.answer(exchange, 200, String.valueOf(exchange.getRemoteAddress()));
                });
                InstrumentedOkHttp okhttp = okhttp(
                        release,
                        VENDOR,
                        gateway.url(),
                        NetworkSettings.builder()
                                .keepAlive(Duration.ofSeconds(30))
                                .http11(true)
                                .build())) {
            String first = made(okhttp, get(VENDOR + "/v1")).body;

            assertThat(first).isNotEmpty();
            assertThat(made(okhttp, get(VENDOR + "/v1")).body).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void an_http_proxy_gets_its_password_and_a_tunnel(String release) {
        try (Gateway gateway = Gateway.secure(COMPANY.server("gateway.test"), (n, exchange) -> Gateway.ok(exchange));
                Relay relay = Relay.connect(gateway.port(), "Basic dXNlcjpwYXNz")) {
            ProxyServer proxy = ProxyServer.of(ProxyServer.Kind.HTTP, "127.0.0.1", relay.port(), "user", "pass");
            NetworkSettings network =
                    trusting(COMPANY).proxy(ProxyChoice.of(proxy)).build();
            try (InstrumentedOkHttp okhttp = okhttp(release, VENDOR, "https://gateway.test", network)) {
                assertThat(made(okhttp, secureGet(VENDOR + "/v1")).failure).isNull();
                assertThat(relay.asked).containsExactly(new Relay.Asked("gateway.test:443", "Basic dXNlcjpwYXNz"));
                assertThat(made(okhttp, secureGet(VENDOR + "/v1")).failure).isNull();
            }
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void a_wrong_password_for_the_proxy_is_shown_once(String release) {
        try (Relay relay = Relay.connect(1, "Basic other")) {
            ProxyServer proxy = ProxyServer.of(ProxyServer.Kind.HTTP, "127.0.0.1", relay.port(), "user", "pass");
            try (InstrumentedOkHttp okhttp = okhttp(release, VENDOR, "https://gateway.test", through(proxy))) {
                Answer answer = made(okhttp, get(VENDOR + "/v1"));

                assertThat(answer.failure).hasMessageContaining("Failed to authenticate with proxy");
                assertThat(relay.asked).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void plain_http_goes_to_the_proxy_with_its_password(String release) {
        try (Gateway proxyServer = Gateway.plain((number, exchange) -> Gateway.ok(exchange))) {
            ProxyServer proxy = ProxyServer.of(ProxyServer.Kind.HTTP, "127.0.0.1", proxyServer.port(), "user", "pass");
            try (InstrumentedOkHttp okhttp = okhttp(release, VENDOR, "http://gateway.test", through(proxy))) {
                assertThat(made(okhttp, get(VENDOR + "/v1")).failure).isNull();
                assertThat(proxyServer.seen.get(0).uri()).isEqualTo("http://gateway.test/v1");
                assertThat(proxyServer.seen.get(0).header("Proxy-Authorization"))
                        .isEqualTo("Basic dXNlcjpwYXNz");
            }
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void a_call_within_a_call_does_not_take_its_proxy(String release) {
        try (Gateway other = Gateway.plain((number, exchange) -> Gateway.ok(exchange));
                Gateway proxyServer = Gateway.plain((number, exchange) -> Gateway.ok(exchange))) {
            ProxyServer proxy = ProxyServer.of(ProxyServer.Kind.HTTP, "127.0.0.1", proxyServer.port(), null, null);
            try (InstrumentedOkHttp okhttp = okhttp(release, VENDOR, "http://gateway.test", through(proxy))) {
                Ask ask = get(VENDOR + "/v1");
                ask.alsoCalledByInterceptor = other.url() + "/token";

                assertThat(made(okhttp, ask).failure).isNull();
                assertThat(other.seen).hasSize(2);
                assertThat(proxyServer.seen).extracting(Gateway.Seen::uri).containsExactly("http://gateway.test/v1");
            }
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void a_route_without_a_proxy_goes_direct_over_the_applications(String release) {
        try (Gateway gateway = Gateway.plain((number, exchange) -> Gateway.ok(exchange));
                InstrumentedOkHttp okhttp = okhttp(
                        release,
                        VENDOR,
                        gateway.url(),
                        NetworkSettings.builder().proxy(ProxyChoice.DIRECT).build())) {
            Ask ask = get(VENDOR + "/v1");
            ask.proxy = new Proxy(Proxy.Type.HTTP, java.net.InetSocketAddress.createUnresolved("no.such.test", 1));

            assertThat(made(okhttp, ask).failure).isNull();
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void a_socks_proxy_resolves_the_name(String release) {
        try (Gateway gateway = Gateway.secure(COMPANY.server("gateway.test"), (n, exchange) -> Gateway.ok(exchange));
                Relay relay = Relay.socks(gateway.port())) {
            ProxyServer proxy = ProxyServer.of(ProxyServer.Kind.SOCKS5, "127.0.0.1", relay.port(), null, null);
            NetworkSettings network = trusting(COMPANY)
                    .proxy(ProxyChoice.of(proxy))
                    .keepAlive(Duration.ofSeconds(30))
                    .build();
            try (InstrumentedOkHttp okhttp = okhttp(release, VENDOR, "https://gateway.test", network)) {
                assertThat(made(okhttp, secureGet(VENDOR + "/v1")).failure).isNull();
                assertThat(relay.asked).containsExactly(new Relay.Asked("gateway.test:443", ""));
                assertThat(gateway.seen).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void an_extra_root_is_trusted_and_a_pin_on_it_holds(String release) {
        try (Gateway gateway = Gateway.secure(COMPANY.server("gateway.test"), (n, exchange) -> Gateway.ok(exchange));
                InstrumentedOkHttp okhttp = okhttp(
                        release,
                        VENDOR,
                        "https://gateway.test:" + gateway.port(),
                        resolving(trusting(COMPANY), "gateway.test").build())) {
            Ask pinned = secureGet(VENDOR + "/v1");
            pinned.pinnedHost = "gateway.test";
            pinned.pin = COMPANY.pin();
            assertThat(made(okhttp, secureGet(VENDOR + "/v1")).failure).isNull();
            assertThat(made(okhttp, pinned).failure).isNull();

            Ask wrong = secureGet(VENDOR + "/v1");
            wrong.pinnedHost = "gateway.test";
            wrong.pin = PUBLIC.pin();
            assertThat(made(okhttp, wrong).failure).isInstanceOf(SSLPeerUnverifiedException.class);
            assertThat(gateway.seen).hasSize(2);
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void the_applications_own_roots_still_count(String release) {
        try (Gateway gateway = Gateway.secure(PUBLIC.server("gateway.test"), (n, exchange) -> Gateway.ok(exchange));
                InstrumentedOkHttp okhttp = okhttp(
                        release,
                        VENDOR,
                        "https://gateway.test:" + gateway.port(),
                        resolving(trusting(COMPANY), "gateway.test").build())) {
            assertThat(made(okhttp, secureGet(VENDOR + "/v1")).failure).isNull();
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void names_are_checked_under_an_extra_root(String release) {
        try (Gateway gateway = Gateway.secure(COMPANY.server("other.test"), (n, exchange) -> Gateway.ok(exchange));
                InstrumentedOkHttp okhttp = okhttp(
                        release,
                        VENDOR,
                        "https://gateway.test:" + gateway.port(),
                        resolving(trusting(COMPANY), "gateway.test").build())) {
            assertThat(made(okhttp, secureGet(VENDOR + "/v1")).failure).isInstanceOf(SSLException.class);
            assertThat(gateway.seen).isEmpty();
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void an_extra_root_counts_for_no_other_host(String release) {
        try (Gateway gateway = Gateway.secure(COMPANY.server("127.0.0.1"), (n, exchange) -> Gateway.ok(exchange));
                InstrumentedOkHttp okhttp = okhttp(
                        release,
                        VENDOR,
                        "https://gateway.test:" + gateway.port(),
                        resolving(trusting(COMPANY), "gateway.test").build())) {
            Answer answer = made(okhttp, secureGet("https://127.0.0.1:" + gateway.port() + "/v1"));

            assertThat(answer.failure).isInstanceOf(SSLHandshakeException.class);
        }
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
                        okhttp(release, VENDOR, gateway.url(), timeouts(null, Duration.ofSeconds(20), null))) {
            Ask ask = get(VENDOR + "/v1");
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
        try (Gateway gateway = Gateway.plain((number, exchange) -> {
                    exchange.sendResponseHeaders(200, 4);
                    exchange.getResponseBody().flush();
                    pass(ended, 20_000);
                });
                InstrumentedOkHttp okhttp =
                        okhttp(release, VENDOR, gateway.url(), timeouts(null, Duration.ofMillis(200), null))) {
            assertThat(made(okhttp, get(VENDOR + "/v1")).failure).isInstanceOf(SocketTimeoutException.class);
            ended.countDown();
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void a_late_first_byte_ends(String release) {
        CountDownLatch ended = new CountDownLatch(1);
        try (Gateway gateway = Gateway.plain((number, exchange) -> pass(ended, 20_000));
                InstrumentedOkHttp okhttp =
                        okhttp(release, VENDOR, gateway.url(), timeouts(Duration.ofMillis(200), null, null))) {
            assertThat(made(okhttp, get(VENDOR + "/v1")).failure).isInstanceOf(SocketTimeoutException.class);
            ended.countDown();
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void a_head_that_trickles_in_ends_too_and_is_asked_for_once(String release) throws Exception {
        try (TricklingServer server = new TricklingServer();
                InstrumentedOkHttp okhttp =
                        okhttp(release, VENDOR, server.url(), timeouts(Duration.ofMillis(400), null, null))) {
            Answer answer = made(okhttp, get(VENDOR + "/v1"));

            assertThat(answer.failure).isInstanceOf(SocketTimeoutException.class);
            assertThat(server.connections).hasValue(1);
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void a_bogus_answer_is_refused_and_a_fixed_address_is_not(String release) {
        try (Gateway gateway = Gateway.plain((number, exchange) -> Gateway.ok(exchange))) {
            String to = "http://localhost:" + gateway.port();
            NetworkSettings.Builder refusing = NetworkSettings.builder().refusesBogons(true);
            try (InstrumentedOkHttp okhttp = okhttp(release, VENDOR, to, refusing.build())) {
                assertThat(made(okhttp, get(VENDOR + "/v1")).failure)
                        .isInstanceOf(java.net.UnknownHostException.class)
                        .hasMessageContaining("127.0.0.1");
                assertThat(gateway.seen).isEmpty();
            }
            try (InstrumentedOkHttp okhttp =
                    okhttp(release, VENDOR, to, resolving(refusing, "localhost").build())) {
                assertThat(made(okhttp, get(VENDOR + "/v1")).failure).isNull();
            }
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void a_whole_call_ends_in_the_body_too(String release) {
        CountDownLatch ended = new CountDownLatch(1);
        try (Gateway gateway = Gateway.plain((number, exchange) -> {
                    exchange.sendResponseHeaders(200, 4);
                    exchange.getResponseBody().flush();
                    pass(ended, 20_000);
                });
                InstrumentedOkHttp okhttp =
                        okhttp(release, VENDOR, gateway.url(), timeouts(null, null, Duration.ofMillis(400)))) {
            Ask ask = get(VENDOR + "/v1");
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
                Ask ask = get(VENDOR + "/v1");
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
