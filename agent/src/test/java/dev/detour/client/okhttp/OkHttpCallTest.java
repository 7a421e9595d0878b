package dev.detour.client.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.client.okhttp.Application.Answer;
import dev.detour.client.okhttp.Application.Ask;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What becomes of a call through a route, with each release of OkHttp. */
class OkHttpCallTest {
    @SuppressWarnings("unused") // by the parameters of each test
    static final List<String> RELEASES = InstrumentedOkHttp.RELEASES;

    private static final String VENDOR = "http://api.vendor.test";

    private static Ask get(String url) {
        Ask ask = new Ask();
        ask.url = url;
        return ask;
    }

    private static Ask post(String url, String body) {
        Ask ask = get(url);
        ask.method = "POST";
        ask.body = body;
        return ask;
    }

    private static Answer made(InstrumentedOkHttp okhttp, Ask ask) {
        Answer answer = okhttp.application().ask(ask);
        assertThat(okhttp.faults).isEmpty();
        return answer;
    }

    private static Answer succeeded(InstrumentedOkHttp okhttp, Ask ask) {
        Answer answer = made(okhttp, ask);
        assertThat(answer.failure).isNull();
        return answer;
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void goes_to_the_gateway_and_shows_what_was_asked(String release) {
        try (Gateway gateway = Gateway.plain((number, exchange) -> Gateway.ok(exchange));
                InstrumentedOkHttp okhttp =
                        InstrumentedOkHttp.of(release, Routed.calls(VENDOR, gateway.url() + "/base"))) {
            Ask ask = get(VENDOR + "/v1/x%2Fy?q=1");
            ask.headers = Map.of("Authorization", "Bearer secret", "X-Other", "stays", "Host", "api.vendor.test");
            ask.addedByApplicationInterceptor = Map.of("x-api-key", "vendor-key");

            Answer answer = succeeded(okhttp, ask);

            Gateway.Seen seen = gateway.seen.get(0);
            assertThat(seen.uri()).isEqualTo("/base/v1/x%2Fy?q=1");
            assertThat(seen.header("x-api-key")).isEqualTo(Routed.KEY);
            assertThat(seen.header("Authorization")).isNull();
            assertThat(seen.header("X-Other")).isEqualTo("stays");
            assertThat(seen.header("Host")).isEqualTo("127.0.0.1:" + gateway.port());
            assertThat(answer.code).isEqualTo(200);
            assertThat(answer.body).isEqualTo("ok");
            assertThat(answer.url).isEqualTo(ask.url);
            assertThat(answer.requestHeaders.get("x-api-key")).containsExactly("vendor-key");
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void goes_to_the_gateway_when_enqueued(String release) {
        try (Gateway gateway = Gateway.plain((number, exchange) -> Gateway.ok(exchange));
                InstrumentedOkHttp okhttp = InstrumentedOkHttp.of(release, Routed.calls(VENDOR, gateway.url()))) {
            Ask ask = post(VENDOR + "/v1", "body");
            ask.async = true;

            assertThat(succeeded(okhttp, ask).body).isEqualTo("ok");
            assertThat(gateway.seen.get(0).body()).isEqualTo("body");
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void application_interceptors_run_once_and_see_the_asked_url(String release) {
        try (Gateway gateway = Gateway.plain(
                        (number, exchange) -> Gateway.answer(exchange, number == 1 ? 503 : 200, "answer " + number));
                InstrumentedOkHttp okhttp = InstrumentedOkHttp.of(release, Routed.calls(VENDOR, gateway.url()))) {
            Answer answer = succeeded(okhttp, get(VENDOR + "/v1"));

            assertThat(answer.body).isEqualTo("answer 2");
            assertThat(answer.seenByApplicationInterceptor).containsExactly(VENDOR + "/v1");
            assertThat(answer.seenByNetworkInterceptor).containsExactly(gateway.url() + "/v1", gateway.url() + "/v1");
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void what_a_network_interceptor_adds_is_subject_to_the_route(String release) {
        try (Gateway gateway = Gateway.plain((number, exchange) -> Gateway.ok(exchange));
                InstrumentedOkHttp okhttp = InstrumentedOkHttp.of(release, Routed.calls(VENDOR, gateway.url()))) {
            Ask ask = get(VENDOR + "/v1");
            ask.addedByNetworkInterceptor = Map.of("Authorization", "Bearer secret", "x-api-key", "vendor-key");

            succeeded(okhttp, ask);

            assertThat(gateway.seen.get(0).header("Authorization")).isNull();
            assertThat(gateway.seen.get(0).header("x-api-key")).isEqualTo(Routed.KEY);
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void a_body_is_sent_again(String release) {
        try (Gateway gateway = Gateway.plain(
                        (number, exchange) -> Gateway.answer(exchange, number == 1 ? 503 : 200, "answer"));
                InstrumentedOkHttp okhttp = InstrumentedOkHttp.of(release, Routed.calls(VENDOR, gateway.url()))) {
            assertThat(succeeded(okhttp, post(VENDOR + "/v1", "body")).code).isEqualTo(200);
            assertThat(gateway.seen).extracting(Gateway.Seen::body).containsExactly("body", "body");
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void a_one_shot_body_is_never_sent_again(String release) {
        try (Gateway gateway = Gateway.plain((number, exchange) -> Gateway.answer(exchange, 503, "answer"));
                InstrumentedOkHttp okhttp = InstrumentedOkHttp.of(release, Routed.calls(VENDOR, gateway.url()))) {
            Ask ask = post(VENDOR + "/v1", "body");
            ask.oneShot = true;

            Answer answer = succeeded(okhttp, ask);

            assertThat(answer.code).isEqualTo(503);
            assertThat(answer.body).isEqualTo("answer");
            assertThat(gateway.seen).hasSize(1);
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void a_redirect_below_the_base_keeps_the_key_and_is_shown_as_asked(String release) {
        try (Gateway gateway = Gateway.plain((number, exchange) -> {
                    if (number == 1) {
                        Gateway.redirect(exchange, "/base/elsewhere?x=1");
                    } else {
                        Gateway.ok(exchange);
                    }
                });
                InstrumentedOkHttp okhttp =
                        InstrumentedOkHttp.of(release, Routed.calls(VENDOR, gateway.url() + "/base"))) {
            Ask ask = get(VENDOR + "/v1");
            ask.headers = Map.of("x-api-key", "vendor-key");

            Answer answer = succeeded(okhttp, ask);

            assertThat(gateway.seen.get(1).header("x-api-key")).isEqualTo(Routed.KEY);
            assertThat(answer.url).isEqualTo(VENDOR + "/elsewhere?x=1");
            assertThat(answer.priorUrls).containsExactly(VENDOR + "/v1");
            assertThat(answer.requestHeaders.get("x-api-key")).containsExactly("vendor-key");
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void a_redirect_elsewhere_takes_no_credential_along(String release) {
        try (Gateway other = Gateway.plain((number, exchange) -> Gateway.ok(exchange));
                Gateway gateway = Gateway.plain((number, exchange) ->
                        Gateway.redirect(exchange, other.url() + "/there?api_key=copied&plain=1"));
                InstrumentedOkHttp okhttp = InstrumentedOkHttp.of(release, Routed.calls(VENDOR, gateway.url()))) {
            Ask ask = get(VENDOR + "/v1");
            ask.headers = Map.of("x-goog-api-key", "vendor-key", "Cookie", "session=1", "X-Other", "stays");
            ask.addedByNetworkInterceptor = Map.of("Authorization", "Bearer secret");

            Answer answer = succeeded(okhttp, ask);

            Gateway.Seen seen = other.seen.get(0);
            assertThat(seen.uri()).isEqualTo("/there?plain=1");
            assertThat(seen.headers().keySet())
                    .doesNotContain("X-api-key", "X-goog-api-key", "Cookie", "Authorization")
                    .contains("X-other");
            assertThat(answer.url).startsWith(other.url() + "/there");
            assertThat(answer.requestHeaders.values().toString()).doesNotContain(Routed.KEY, "vendor-key");
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void a_challenge_that_cannot_be_answered_is_answered_once(String release) {
        try (Gateway gateway = Gateway.plain((number, exchange) -> {
                    exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
                    Gateway.answer(exchange, 401, "no");
                });
                InstrumentedOkHttp okhttp = InstrumentedOkHttp.of(release, Routed.calls(VENDOR, gateway.url()))) {
            Ask ask = get(VENDOR + "/v1");
            ask.authenticatesWith = "Bearer secret";

            Answer answer = succeeded(okhttp, ask);

            assertThat(answer.code).isEqualTo(401);
            assertThat(gateway.seen).hasSize(2).allMatch(seen -> seen.header("Authorization") == null);
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void a_call_within_a_call_is_none_of_its_requests(String release) {
        try (Gateway other = Gateway.plain((number, exchange) -> Gateway.ok(exchange));
                Gateway gateway = Gateway.plain((number, exchange) -> Gateway.ok(exchange));
                InstrumentedOkHttp okhttp = InstrumentedOkHttp.of(release, Routed.calls(VENDOR, gateway.url()))) {
            Ask ask = get(VENDOR + "/v1");
            ask.alsoCalledByInterceptor = other.url() + "/token";

            succeeded(okhttp, ask);

            assertThat(other.seen).hasSize(2).allMatch(seen -> seen.header("x-api-key") == null);
            assertThat(gateway.seen).hasSize(1);
            assertThat(gateway.seen.get(0).header("x-api-key")).isEqualTo(Routed.KEY);
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void a_call_of_no_route_is_left_alone(String release) {
        try (Gateway other = Gateway.plain((number, exchange) -> Gateway.answer(exchange, 503, "no"));
                InstrumentedOkHttp okhttp =
                        InstrumentedOkHttp.of(release, Routed.calls(VENDOR, "http://127.0.0.1:1"))) {
            Ask ask = get(other.url() + "/x");
            ask.headers = Map.of("Authorization", "Bearer secret");

            Answer answer = succeeded(okhttp, ask);

            assertThat(answer.code).isEqualTo(503);
            assertThat(other.seen).hasSize(1);
            assertThat(other.seen.get(0).header("Authorization")).isEqualTo("Bearer secret");
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void the_original_exception_comes_out(String release) {
        int closed;
        try (Gateway gateway = Gateway.plain((number, exchange) -> Gateway.ok(exchange))) {
            closed = gateway.port();
        }
        try (InstrumentedOkHttp okhttp =
                InstrumentedOkHttp.of(release, Routed.calls(VENDOR, "http://127.0.0.1:" + closed))) {
            assertThat(made(okhttp, get(VENDOR + "/v1")).failure).isInstanceOf(java.net.ConnectException.class);
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void a_fault_of_ours_leaves_the_call_as_without_us(String release) {
        try (Gateway vendor = Gateway.plain((number, exchange) -> Gateway.ok(exchange));
                InstrumentedOkHttp okhttp =
                        InstrumentedOkHttp.of(release, Routed.calls(vendor.url(), "http://in valid host/"))) {
            Answer answer = okhttp.application().ask(get(vendor.url() + "/v1"));

            assertThat(answer.failure).isNull();
            assertThat(vendor.seen).hasSize(1);
            assertThat(okhttp.faults).hasSize(1);
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void a_cancelled_call_is_not_tried_again(String release) throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch hold = new CountDownLatch(1);
        try (Gateway gateway = Gateway.plain((number, exchange) -> {
                    arrived.countDown();
                    await(hold);
                });
                InstrumentedOkHttp okhttp = InstrumentedOkHttp.of(release, Routed.calls(VENDOR, gateway.url()))) {
            CompletableFuture<Answer> answer =
                    CompletableFuture.supplyAsync(() -> okhttp.application().ask(get(VENDOR + "/v1")));
            assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
            okhttp.application().cancel();

            // Of the attempt that was cancelled, and not of another that did not begin.
            assertThat(answer.get(20, TimeUnit.SECONDS).failure).isInstanceOf(SocketException.class);
            hold.countDown();
            assertThat(gateway.seen).hasSize(1);
            assertThat(okhttp.faults).isEmpty();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
