package dev.detour.client.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.client.okhttp.Application.Answer;
import dev.detour.client.okhttp.Application.Ask;
import dev.detour.network.NetworkSettings;
import dev.detour.retry.RetryPolicy;
import dev.detour.route.Edits;
import dev.detour.telemetry.Telemetry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * What OkHttp sends once more by itself, to the next address of a host, with each release: whether the origin may have
 * acted on what it sent before. Where connecting is slow OkHttp 5 tries both addresses at once, and has none left then.
 */
class OkHttpRepeatsTest {
    @SuppressWarnings("unused") // by the parameters of each test
    static final List<String> RELEASES = InstrumentedOkHttp.RELEASES;

    private static final String VENDOR = "http://api.vendor.test";
    private static final String HOST = "gateway.test";

    private final Telemetry telemetry = Routed.silent();

    private static InetAddress loopback(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Makes a call to a host that has these addresses: the last number of each. */
    private Answer asked(String release, String method, int port, int... addresses) {
        List<InetAddress> all =
                IntStream.of(addresses).mapToObj(OkHttpRepeatsTest::loopback).collect(Collectors.toList());
        NetworkSettings network =
                NetworkSettings.builder().hosts(Map.of(HOST, all)).build();
        String to = "http://" + HOST + ":" + port;
        try (InstrumentedOkHttp okhttp = InstrumentedOkHttp.of(
                release, Routed.calls(VENDOR, to, network, Edits.none(), RetryPolicy.defaults(), telemetry))) {
            Ask ask = new Ask();
            ask.url = VENDOR + "/v1";
            ask.method = method;
            ask.body = method.equals("POST") ? "a body" : null;
            Answer answer = okhttp.application().ask(ask);
            assertThat(okhttp.faults).isEmpty();
            return answer;
        }
    }

    private long retries() {
        return telemetry.totals().counts().getOrDefault("retries", 0L);
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void what_one_address_has_lost_is_not_sent_again_after_the_next_has_refused_it(String release) {
        try (Gateway gateway = Gateway.plain((number, exchange) -> {})) {
            assertThat(asked(release, "POST", gateway.port(), 1, 2).failure).isInstanceOf(IOException.class);
            assertThat(gateway.seen).hasSize(1);
            assertThat(retries()).isZero();

            assertThat(asked(release, "GET", gateway.port(), 1, 2).failure).isInstanceOf(IOException.class);
            assertThat(gateway.seen).hasSizeGreaterThan(1 + 1);
            assertThat(retries()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void what_one_address_has_lost_is_not_sent_again_after_the_next_is_too_busy(String release) {
        Map<String, Integer> asked = new HashMap<>();
        try (Gateway gateway = Gateway.plain((number, exchange) -> {
            int times = asked.merge(exchange.getRequestMethod(), 1, Integer::sum);
            if (times == 2) {
                Gateway.answer(exchange, 503, "busy");
            } else if (times > 2) {
                Gateway.ok(exchange);
            }
        })) {
            Answer answer = asked(release, "POST", gateway.port(), 1, 1);
            assertThat(gateway.seen).hasSizeBetween(1, 2);
            assertThat(answer.code).isEqualTo(gateway.seen.size() == 2 ? 503 : 0);
            assertThat(retries()).isZero();

            assertThat(asked(release, "GET", gateway.port(), 1, 1).code).isEqualTo(200);
        }
    }

    /** A 408 says that the server did not wait for the request: what OkHttp sends again for it, was not lost. */
    @ParameterizedTest
    @FieldSource("RELEASES")
    void what_was_answered_and_then_finds_no_connection_is_sent_again(String release) {
        try (LastWords server = new LastWords(408, "Request Timeout")) {
            assertThat(asked(release, "POST", server.port(), 1, 2).failure).isInstanceOf(IOException.class);

            assertThat(telemetry.totals().byKind()).containsOnlyKeys("connect_refused");
            assertThat(retries()).isEqualTo(2);
        }
    }
}
