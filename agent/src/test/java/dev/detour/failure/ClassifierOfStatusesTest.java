package dev.detour.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.exchange.Attempt;
import dev.detour.exchange.Outcome;
import dev.detour.exchange.Secrets;
import dev.detour.exchange.Ticker;
import dev.detour.exchange.Url;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassifierOfStatusesTest {
    private static final String ANTHROPIC = "https://api.anthropic.com/v1/messages";
    private static final String GATEWAY = "https://gateway.example.com/anthropic/v1/messages";
    private static final String OTHER = "https://orders.example.com/v1/orders";

    private final Classifier classifier =
            new Classifier(Providers.KNOWN, Secrets.of(Set.of(), Set.of(), Set.of()), Ticker.SYSTEM);

    /** Headers as {@code name=value;name=value}. */
    private @Nullable Failure answered(
            String asked, String sent, int status, String headers, @Nullable String provider) {
        Map<String, String> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Stream.of(headers.split(";"))
                .filter(header -> header.contains("="))
                .forEach(header -> map.put(header.split("=", 2)[0], header.split("=", 2)[1]));
        return classifier.classify(
                new Attempt(1, Url.parse(sent), null, 0),
                Outcome.answered(status, map::get),
                FakeAsked.by("okhttp", asked).with("content-type", "application/json"),
                provider);
    }

    private Failure failed(String url, int status, String headers, @Nullable String provider) {
        return Objects.requireNonNull(answered(url, url, status, headers, provider));
    }

    private String code(String asked, String sent, int status, String headers) {
        Failure failure = answered(asked, sent, status, headers, null);
        return failure == null ? "none" : failure.kind().code();
    }

    @ParameterizedTest
    @CsvSource({
        "200, application/json, none",
        "200, text/event-stream, none",
        "204, '', none",
        "200, text/html, intercepted",
        "302, text/html, intercepted",
        "304, text/html, none",
    })
    void a_page_in_place_of_a_vendors_data_is_intercepted(int status, String contentType, String code) {
        String headers = "content-type=" + contentType;

        assertThat(code(ANTHROPIC, ANTHROPIC, status, headers)).isEqualTo(code);
        assertThat(code(OTHER, OTHER, status, headers)).isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource({
        "400, content-type=application/json, request_rejected",
        "401, content-type=application/json, auth_rejected",
        "401, '', auth_rejected",
        "402, content-type=application/json, billing_required",
        "403, content-type=application/json, auth_rejected",
        "403, request-id=req_1, auth_rejected",
        "403, content-type=text/html, blocked",
        "403, '', blocked",
        "404, content-type=application/json, not_found",
        "404, content-type=text/html, wrong_base_url",
        "405, content-type=text/html, wrong_base_url",
        "405, content-type=application/json, request_rejected",
        "407, '', proxy_auth_required",
        "408, '', request_rejected",
        "409, content-type=application/json, request_rejected",
        "410, content-type=application/json, not_found",
        "413, content-type=application/json, request_rejected",
        "422, content-type=application/json, request_rejected",
        "429, content-type=application/json, rate_limited",
        "429, content-type=text/html;retry-after=3, rate_limited",
        "429, anthropic-ratelimit-requests-remaining=0, rate_limited",
        "429, content-type=text/html, blocked",
        "429, '', blocked",
        "451, content-type=text/html, blocked",
        "500, content-type=application/json, server_error",
        "502, content-type=text/html, gateway_error",
        "502, content-type=application/json, server_error",
        "503, content-type=application/json, server_error",
        "503, content-type=text/html, blocked",
        "503, '', blocked",
        "503, content-type=text/plain, gateway_error",
        "503, content-type=text/html;retry-after=1, gateway_error",
        "504, content-type=text/html, gateway_error",
        "511, content-type=text/html, intercepted",
        "522, content-type=text/html, gateway_error",
        "529, content-type=application/json, overloaded",
        "529, '', overloaded",
    })
    void answers_on_the_way_to_a_known_vendor(int status, String headers, String code) {
        assertThat(code(ANTHROPIC, ANTHROPIC, status, headers)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"content-type=text/html", "", "content-type=text/plain"})
    void an_unavailable_gateway_in_place_of_the_vendor_is_no_block(String headers) {
        assertThat(code(ANTHROPIC, GATEWAY, 503, headers)).isEqualTo("gateway_error");
    }

    @ParameterizedTest
    @CsvSource({
        "400, content-type=application/json, none",
        "404, content-type=text/html, none",
        "405, '', none",
        "409, '', none",
        "418, '', none",
        "401, '', auth_rejected",
        "402, '', billing_required",
        "403, content-type=text/html, auth_rejected",
        "407, '', proxy_auth_required",
        "408, '', request_rejected",
        "429, content-type=text/plain, rate_limited",
        "429, content-type=text/html, blocked",
        "429, retry-after=3, rate_limited",
        "451, '', blocked",
        "500, '', server_error",
        "502, content-type=application/json, gateway_error",
        "503, '', gateway_error",
        "503, content-type=text/html, gateway_error",
        "504, '', gateway_error",
        "529, '', overloaded",
    })
    void answers_of_a_host_that_is_no_vendors(int status, String headers, String code) {
        assertThat(code(OTHER, OTHER, status, headers)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "https://gateway.example.com/v1/v1/messages, wrong_base_url",
        "https://gateway.example.com/messages, wrong_base_url",
        "https://gateway.example.com/anthropic/v1/messages, not_found",
    })
    void a_path_without_its_version_or_with_two_is_the_base_urls_fault(String sent, String code) {
        assertThat(code(ANTHROPIC, sent, 404, "content-type=application/json")).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1/chat/completions, 503, overloaded",
        "https://generativelanguage.googleapis.com/v1beta/models/g:generateContent, 503, overloaded",
        "https://mine.openai.azure.com/openai/deployments/d/chat/completions, 404, not_found",
        "https://openrouter.ai/api/v1/chat/completions, 402, billing_required",
    })
    void vendors_are_known_by_their_hosts(String url, int status, String code) {
        assertThat(code(url, url, status, "content-type=application/json")).isEqualTo(code);
    }

    @Test
    void a_vendor_is_known_by_its_unmistakable_headers() {
        assertThat(code(OTHER, OTHER, 404, "content-type=application/json;openai-version=2020-10-01"))
                .isEqualTo("not_found");
        assertThat(code(OTHER, OTHER, 404, "content-type=application/json;x-request-id=1"))
                .isEqualTo("none");
    }

    @Test
    void the_configuration_says_whose_errors_to_expect() {
        String json = "content-type=application/json";

        assertThat(failed(OTHER, 400, json, "openai").kind()).isEqualTo(FailureKind.REQUEST_REJECTED);
        assertThat(failed(OTHER, 400, json, "a-vendor-of-the-users").kind()).isEqualTo(FailureKind.REQUEST_REJECTED);
        assertThat(answered(ANTHROPIC, ANTHROPIC, 400, json, "none")).isNull();
    }

    @Test
    void the_status_refines_what_is_allowed() {
        Disposition unavailable = failed(OTHER, 503, "", null).disposition();
        Disposition bad = failed(OTHER, 502, "", null).disposition();
        Disposition late = failed(OTHER, 504, "", null).disposition();
        Disposition conflict = failed(ANTHROPIC, 409, "", null).disposition();

        assertThat(unavailable.acted()).isEqualTo(Acted.NO);
        assertThat(unavailable.repeats()).isEqualTo(Disposition.AS_POLICY_ALLOWS);
        assertThat(bad.acted()).isEqualTo(Acted.MAYBE);
        assertThat(bad.repeats()).isZero();
        assertThat(bad.movesOn()).isTrue();
        assertThat(late.repeats()).isEqualTo(1);
        assertThat(conflict.repeats()).isEqualTo(1);
        assertThat(conflict.acted()).isEqualTo(Acted.ANSWERED);
    }

    @Test
    void the_answers_facts_are_told() {
        Failure failure = failed(
                ANTHROPIC,
                429,
                "request-id=req_7;retry-after=12;anthropic-ratelimit-requests-remaining=40;"
                        + "anthropic-ratelimit-tokens-remaining=3;x-ratelimit-remaining=nonsense",
                null);

        assertThat(failure.requestId()).isEqualTo("req_7");
        assertThat(failure.retryAfter()).hasSeconds(12);
        assertThat(failure.limitRemaining()).isEqualTo(3);
        assertThat(failure.hint())
                .isEqualTo("The provider asks to wait 12 s; 3 are left of its tightest limit. "
                        + failure.kind().hint());
        assertThat(failure.message()).isNull();
        assertThat(failure.exception()).isNull();
    }

    @Test
    void a_limits_hint_tells_what_is_known_of_it() {
        String rest = FailureKind.RATE_LIMITED.hint();

        assertThat(failed(ANTHROPIC, 429, "request-id=req_7", null).hint()).isEqualTo(rest);
        assertThat(failed(ANTHROPIC, 429, "request-id=req_7;retry-after-ms=250", null)
                        .hint())
                .isEqualTo("The provider asks to wait 250 ms. " + rest);
        assertThat(failed(ANTHROPIC, 429, "request-id=req_7;x-ratelimit-remaining=0", null)
                        .hint())
                .isEqualTo("Nothing is left of its tightest limit. " + rest);
    }

    @Test
    void no_status_makes_the_classifier_fail() {
        for (String url : Set.of(ANTHROPIC, OTHER)) {
            Set<String> codes = Stream.iterate(0, status -> status + 1)
                    .limit(1_000)
                    .map(status -> code(url, url, status, ""))
                    .collect(Collectors.toSet());

            assertThat(codes).contains("none", "server_error");
        }
    }
}
