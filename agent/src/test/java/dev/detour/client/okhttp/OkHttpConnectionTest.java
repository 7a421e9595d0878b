package dev.detour.client.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.client.okhttp.Application.Answer;
import dev.detour.client.okhttp.Application.Ask;
import dev.detour.network.NetworkSettings;
import dev.detour.network.ProxyChoice;
import dev.detour.network.ProxyServer;
import dev.detour.retry.RetryPolicy;
import dev.detour.route.Edits;
import java.net.InetAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

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
}
