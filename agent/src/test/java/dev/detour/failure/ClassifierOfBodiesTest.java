package dev.detour.failure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.exchange.Attempt;
import dev.detour.exchange.BodyStart;
import dev.detour.exchange.Outcome;
import dev.detour.exchange.Secrets;
import dev.detour.exchange.Ticker;
import dev.detour.exchange.Url;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors as the vendors, their gateways and what stands in between really write them. */
class ClassifierOfBodiesTest {
    private static final String ANTHROPIC = "https://api.anthropic.com/v1/messages";
    private static final String OPENAI = "https://api.openai.com/v1/chat/completions";
    private static final String AZURE = "https://mine.openai.azure.com/openai/deployments/d/chat/completions";
    private static final String GOOGLE = "https://generativelanguage.googleapis.com/v1beta/models/g:generateContent";
    private static final String OPENROUTER = "https://openrouter.ai/api/v1/chat/completions";
    private static final String OTHER = "https://orders.example.com/v1/orders";

    private static final String JSON = "content-type=application/json";
    private static final String PAGE = "content-type=text/html";

    private final Classifier classifier = new Classifier(
            Providers.KNOWN, Secrets.of(Set.of("x-api-key"), Set.of(), Set.of("a-known-secret")), Ticker.SYSTEM);

    @ParameterizedTest
    @CsvSource({
        ANTHROPIC + ", 200, text/html, application/json, true",
        ANTHROPIC + ", 302, text/html, application/json, true",
        ANTHROPIC + ", 200, text/html, text/html, false",
        ANTHROPIC + ", 200, application/json, application/json, false",
        ANTHROPIC + ", 500, application/json, application/json, true",
        OTHER + ", 200, text/html, application/json, false",
        OTHER + ", 302, text/html, application/json, false",
        OTHER + ", 404, text/html, text/html, true",
    })
    void a_page_is_looked_at_only_where_it_may_be_a_failure(
            String url, int status, String contentType, String accept, boolean reads) {
        FakeAsked asked = FakeAsked.by("okhttp", url).with("accept", accept);
        Outcome head = Outcome.answered(status, name -> name.equals("content-type") ? contentType : null);

        assertThat(classifier.readsBody(new Attempt(1, asked.url(), null, 0), head, asked, null))
                .isEqualTo(reads);
    }

    private static Arguments row(String url, int status, String headers, String body, String code) {
        return Arguments.of(url, status, headers, body, code);
    }

    static Stream<Arguments> errorsOfAnthropic() {
        return Stream.of(
                row(
                        ANTHROPIC,
                        400,
                        JSON,
                        anthropic("invalid_request_error", "max_tokens: Field required"),
                        "request_rejected"),
                row(
                        ANTHROPIC,
                        400,
                        JSON,
                        anthropic(
                                "invalid_request_error",
                                "Your credit balance is too low to access the Anthropic API. Please go to Plans &"
                                        + " Billing to upgrade or purchase credits."),
                        "quota_exhausted"),
                row(
                        ANTHROPIC,
                        400,
                        JSON,
                        anthropic(
                                "invalid_request_error",
                                "You have reached your specified API usage limits. You will regain access on 2026-12-01"
                                        + " at 00:00 UTC."),
                        "quota_exhausted"),
                row(ANTHROPIC, 401, JSON, anthropic("authentication_error", "invalid x-api-key"), "auth_rejected"),
                row(
                        ANTHROPIC,
                        402,
                        JSON,
                        anthropic("billing_error", "There is an issue with billing"),
                        "billing_required"),
                row(ANTHROPIC, 403, JSON, anthropic("permission_error", "Not allowed"), "auth_rejected"),
                row(ANTHROPIC, 404, JSON, anthropic("not_found_error", "model: claude-9"), "not_found"),
                row(
                        ANTHROPIC,
                        413,
                        JSON,
                        anthropic("request_too_large", "Request exceeds the maximum size"),
                        "request_rejected"),
                row(
                        ANTHROPIC,
                        429,
                        JSON,
                        anthropic("rate_limit_error", "Number of request tokens has exceeded"),
                        "rate_limited"),
                row(ANTHROPIC, 500, JSON, anthropic("api_error", "Internal server error"), "server_error"),
                row(ANTHROPIC, 500, JSON, anthropic("overloaded_error", "Overloaded"), "overloaded"),
                row(ANTHROPIC, 504, JSON, anthropic("timeout_error", "Request timed out"), "server_error"),
                row(ANTHROPIC, 529, JSON, anthropic("overloaded_error", "Overloaded"), "overloaded"),
                row(ANTHROPIC, 529, "", "", "overloaded"));
    }

    private static String anthropic(String type, String message) {
        return "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message
                + "\"},\"request_id\":\"req_011CSHoEeqs5C35K2UUqR7Fy\"}";
    }

    static Stream<Arguments> errorsOfOpenAi() {
        return Stream.of(
                row(
                        OPENAI,
                        401,
                        JSON,
                        openAi(
                                "Incorrect API key provided: sk-abc*****xyz.",
                                "invalid_request_error",
                                "\"invalid_api_key\""),
                        "auth_rejected"),
                row(
                        OPENAI,
                        403,
                        JSON,
                        openAi(
                                "Country, region, or territory not supported",
                                "request_forbidden",
                                "\"unsupported_country_region_territory\""),
                        "auth_rejected"),
                row(
                        OPENAI,
                        404,
                        JSON,
                        openAi("The model `gpt-9` does not exist", "invalid_request_error", "\"model_not_found\""),
                        "not_found"),
                row(
                        OPENAI,
                        429,
                        JSON,
                        openAi("Rate limit reached for gpt-4o on tokens per min", "tokens", "\"rate_limit_exceeded\""),
                        "rate_limited"),
                row(
                        OPENAI,
                        429,
                        JSON,
                        openAi(
                                "You exceeded your current quota, please check your plan and billing details.",
                                "insufficient_quota",
                                "\"insufficient_quota\""),
                        "quota_exhausted"),
                row(
                        OPENAI,
                        429,
                        JSON,
                        openAi("Your account is not active", "billing_not_active", "\"billing_not_active\""),
                        "quota_exhausted"),
                row(
                        OPENAI,
                        400,
                        JSON,
                        openAi(
                                "Billing hard limit has been reached",
                                "image_generation_user_error",
                                "\"billing_hard_limit_reached\""),
                        "quota_exhausted"),
                row(OPENAI, 500, JSON, openAi("The server had an error", "server_error", "null"), "server_error"),
                row(
                        OPENAI,
                        503,
                        JSON,
                        openAi("The engine is currently overloaded, please try again later", "server_error", "null"),
                        "overloaded"),
                row(OPENAI, 503, JSON, openAi("Slow down", "requests", "\"slow_down\""), "overloaded"));
    }

    private static String openAi(String message, String type, String code) {
        return "{\n  \"error\": {\n    \"message\": \"" + message + "\",\n    \"type\": \"" + type
                + "\",\n    \"param\": null,\n    \"code\": " + code + "\n  }\n}\n";
    }

    static Stream<Arguments> errorsOfAzure() {
        return Stream.of(
                row(
                        AZURE,
                        401,
                        JSON,
                        "{\"error\":{\"code\":\"401\",\"message\":\"Access denied due to invalid subscription key\"}}",
                        "auth_rejected"),
                row(
                        AZURE,
                        403,
                        JSON,
                        "{\"statusCode\":403,\"message\":\"Out of call volume quota. Quota will be replenished in 02:12:34.\"}",
                        "quota_exhausted"),
                row(
                        AZURE,
                        404,
                        JSON,
                        "{\"error\":{\"code\":\"DeploymentNotFound\",\"message\":\"The API deployment does not exist\"}}",
                        "not_found"),
                row(
                        AZURE,
                        429,
                        JSON,
                        "{\"error\":{\"code\":\"429\",\"message\":\"Requests to the ChatCompletions_Create Operation have"
                                + " exceeded token rate limit of your current OpenAI S0 pricing tier. Please retry after 6"
                                + " seconds.\"}}",
                        "rate_limited"),
                row(
                        AZURE,
                        429,
                        JSON,
                        "{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"You exceeded your current quota\"}}",
                        "quota_exhausted"));
    }

    static Stream<Arguments> errorsOfGoogle() {
        return Stream.of(
                row(
                        GOOGLE,
                        400,
                        JSON,
                        google(
                                400,
                                "API key not valid. Please pass a valid API key.",
                                "INVALID_ARGUMENT",
                                "{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"API_KEY_INVALID\"}"),
                        "auth_rejected"),
                row(GOOGLE, 400, JSON, google(400, "Invalid value", "INVALID_ARGUMENT", ""), "request_rejected"),
                row(
                        GOOGLE,
                        403,
                        JSON,
                        google(403, "The caller does not have permission", "PERMISSION_DENIED", ""),
                        "auth_rejected"),
                row(GOOGLE, 404, JSON, google(404, "models/g is not found", "NOT_FOUND", ""), "not_found"),
                row(
                        GOOGLE,
                        429,
                        JSON,
                        google(429, "Resource has been exhausted (e.g. check quota).", "RESOURCE_EXHAUSTED", ""),
                        "rate_limited"),
                row(
                        GOOGLE,
                        429,
                        JSON,
                        google(
                                429,
                                "You exceeded your current quota, please check your plan and billing details.",
                                "RESOURCE_EXHAUSTED",
                                violation("GenerateRequestsPerMinutePerProjectPerModel-FreeTier")),
                        "rate_limited"),
                row(
                        GOOGLE,
                        429,
                        JSON,
                        google(
                                429,
                                "You exceeded your current quota, please check your plan and billing details.",
                                "RESOURCE_EXHAUSTED",
                                violation("GenerateRequestsPerMinutePerProjectPerModel-FreeTier") + ","
                                        + violation("GenerateRequestsPerDayPerProjectPerModel-FreeTier")),
                        "quota_exhausted"),
                row(
                        GOOGLE,
                        429,
                        JSON,
                        "[" + google(429, "Quota exceeded for metric: x, limit: 0", "RESOURCE_EXHAUSTED", "") + "]",
                        "quota_exhausted"),
                row(GOOGLE, 500, JSON, google(500, "An internal error has occurred", "INTERNAL", ""), "server_error"),
                row(
                        GOOGLE,
                        503,
                        JSON,
                        google(503, "The model is overloaded. Please try again later.", "UNAVAILABLE", ""),
                        "overloaded"),
                row(
                        GOOGLE,
                        504,
                        JSON,
                        google(504, "Deadline expired before operation could complete.", "DEADLINE_EXCEEDED", ""),
                        "server_error"));
    }

    private static String google(int code, String message, String status, String details) {
        return "{\"error\":{\"code\":" + code + ",\"message\":\"" + message + "\",\"status\":\"" + status
                + "\",\"details\":[" + details + "]}}";
    }

    private static String violation(String quotaId) {
        return "{\"@type\":\"type.googleapis.com/google.rpc.QuotaFailure\",\"violations\":[{\"quotaMetric\":"
                + "\"generativelanguage.googleapis.com/generate_content_free_tier_requests\",\"quotaId\":\"" + quotaId
                + "\",\"quotaDimensions\":{\"model\":\"g\"}}]}";
    }

    static Stream<Arguments> errorsOfGateways() {
        return Stream.of(
                row(
                        OPENROUTER,
                        402,
                        JSON,
                        "{\"error\":{\"code\":402,\"message\":\"Insufficient credits\"}}",
                        "billing_required"),
                row(
                        OPENROUTER,
                        429,
                        JSON,
                        "{\"error\":{\"code\":429,\"message\":\"Rate limit exceeded: free-models-per-min\"}}",
                        "rate_limited"),
                row(
                        OPENROUTER,
                        502,
                        JSON,
                        "{\"error\":{\"code\":502,\"message\":\"Provider returned error\"}}",
                        "server_error"),
                row(
                        OPENROUTER,
                        503,
                        JSON,
                        "{\"error\":{\"code\":503,\"message\":\"No available model provider\"}}",
                        "server_error"),
                row(
                        OTHER,
                        429,
                        JSON + ";x-litellm-version=1.81",
                        openAi("litellm.RateLimitError: AzureException RateLimitError", "throttling_error", "\"429\""),
                        "rate_limited"),
                row(
                        OTHER,
                        400,
                        JSON + ";x-litellm-version=1.81",
                        openAi(
                                "Budget has been exceeded! Current cost: 76.16, Max budget: 10.0",
                                "budget_exceeded",
                                "\"400\""),
                        "quota_exhausted"),
                row(
                        OTHER,
                        429,
                        JSON + ";x-litellm-call-id=1",
                        openAi("litellm.RateLimitError: OpenAIException - insufficient_quota", "None", "\"429\""),
                        "quota_exhausted"),
                row(
                        OTHER,
                        404,
                        JSON + ";x-litellm-call-id=1",
                        openAi("no such model", "None", "\"404\""),
                        "not_found"));
    }

    /** On the way to Anthropic, and none of its own. */
    static Stream<Arguments> answersOfOthers() {
        String kong = "{\"message\":\"no Route matched with those values\"}";
        String spring = "{\"timestamp\":1,\"status\":404,\"error\":\"Not Found\",\"path\":\"/v1/messages\"}";
        return Stream.of(
                row(ANTHROPIC, 404, JSON, kong, "wrong_base_url"),
                row(ANTHROPIC, 404, JSON, spring, "wrong_base_url"),
                row(ANTHROPIC, 404, JSON, "{\"detail\":\"Not Found\"}", "wrong_base_url"),
                row(ANTHROPIC, 405, "content-type=text/plain", "Method Not Allowed", "wrong_base_url"),
                row(ANTHROPIC, 404, "", "<html><body>nginx</body></html>", "wrong_base_url"),
                row(ANTHROPIC, 403, PAGE + ";request-id=1", "<!DOCTYPE html><title>Access denied</title>", "blocked"),
                row(ANTHROPIC, 403, "content-type=application/octet-stream", "", "blocked"),
                row(ANTHROPIC, 403, JSON, "{\"message\":\"forbidden by policy\"}", "auth_rejected"),
                row(ANTHROPIC, 429, PAGE, "<html>slow down</html>", "blocked"),
                row(ANTHROPIC, 429, "content-type=application/json", "", "blocked"),
                row(ANTHROPIC, 429, JSON, "{\"message\":\"API rate limit exceeded\"}", "rate_limited"),
                row(
                        ANTHROPIC,
                        502,
                        JSON,
                        "{\"message\":\"An invalid response was received from the upstream server\"}",
                        "gateway_error"),
                row(ANTHROPIC, 503, JSON, "{\"message\":\"no healthy upstream\"}", "gateway_error"),
                row(ANTHROPIC, 504, "content-type=text/plain", "upstream request timeout", "gateway_error"),
                row(ANTHROPIC, 200, PAGE, "<html><title>Login</title></html>", "intercepted"));
    }

    /** A host that is no vendor's. */
    static Stream<Arguments> answersOfNoVendor() {
        return Stream.of(
                row(
                        OTHER,
                        404,
                        JSON,
                        openAi("No such customer", "invalid_request_error", "\"resource_missing\""),
                        "none"),
                row(OTHER, 404, JSON, google(404, "No such object", "NOT_FOUND", ""), "none"),
                row(OTHER, 400, JSON, "{\"message\":\"no\"}", "none"),
                row(OTHER, 200, PAGE, "<html></html>", "none"),
                row(
                        OTHER,
                        429,
                        JSON,
                        openAi("over", "insufficient_quota", "\"insufficient_quota\""),
                        "quota_exhausted"),
                row(OTHER, 404, JSON, anthropic("not_found_error", "model: x"), "not_found"),
                row(
                        OTHER,
                        400,
                        JSON,
                        anthropic("invalid_request_error", "Your credit balance is too low"),
                        "quota_exhausted"));
    }

    @ParameterizedTest
    @MethodSource({
        "errorsOfAnthropic",
        "errorsOfOpenAi",
        "errorsOfAzure",
        "errorsOfGoogle",
        "errorsOfGateways",
        "answersOfOthers",
        "answersOfNoVendor"
    })
    void one_answer_has_one_code(String url, int status, String headers, String body, String code) {
        Failure failure = answered(url, url, status, headers, BodyStart.of(body.getBytes(UTF_8), null));

        assertThat(failure == null ? "none" : failure.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @MethodSource("errorsOfAnthropic")
    void what_is_cut_counts_as_far_as_it_goes(String url, int status, String headers, String body, String code) {
        int cut = Math.max(0, body.lastIndexOf("\"}"));
        Failure failure = answered(
                url, url, status, headers, BodyStart.of(body.substring(0, cut).getBytes(UTF_8), null));

        assertThat(Objects.requireNonNull(failure).code()).isEqualTo(code);
    }

    @Test
    void the_message_is_the_providers_type_and_message_on_one_line() {
        String body = openAi("Rate limit\\nreached", "tokens", "\"rate_limit_exceeded\"");
        Failure failure =
                Objects.requireNonNull(answered(OPENAI, OPENAI, 429, JSON, BodyStart.of(body.getBytes(UTF_8), null)));

        assertThat(failure.message()).isEqualTo("rate_limit_exceeded: Rate limit reached");
    }

    @Test
    void the_message_holds_no_secret_and_is_short() {
        Failure failure = failed(
                401,
                openAi(
                        "Incorrect API key provided: sk-abcdefgh12345. a-known-secret " + "x".repeat(5_000),
                        "t",
                        "null"));

        assertThat(failure.message())
                .startsWith("t: Incorrect API key provided: ***")
                .doesNotContain("a-known-secret");
        assertThat(Objects.requireNonNull(failure.message()).length()).isLessThan(520);
    }

    @Test
    void the_message_holds_nothing_that_the_call_brought_as_a_credential() {
        Classifier all = new Classifier(
                Providers.KNOWN,
                Secrets.of(
                        Set.of("x-api-key", "authorization", "cookie"), Set.of("key"), Set.of("Bearer of-the-route")),
                Ticker.SYSTEM);
        FakeAsked asked = FakeAsked.by("okhttp", OPENAI + "?key=in%2Bthe-query&my_token=other-query")
                .with("x-api-key", "plain words")
                .with("authorization", "Basic " + Base64.getEncoder().encodeToString("user:pass-word".getBytes(UTF_8)))
                .with("cookie", "session=of-a-cookie; theme=dark");
        String said = "plain words, user:pass-word, pass-word, of-a-cookie (dark), in+the-query or in%2Bthe-query,"
                + " other-query, of-the-route";

        Failure failure = all.classify(
                new Attempt(1, Url.parse(OPENAI), null, 1),
                Outcome.answered(
                        401,
                        name -> null,
                        BodyStart.of(openAi(said, "t", "null").getBytes(UTF_8), null)),
                asked,
                null);

        assertThat(Objects.requireNonNull(failure).message())
                .isEqualTo("t: ***, ***, ***, *** (dark), *** or ***, ***, ***");
    }

    @Test
    void of_a_page_only_the_title_is_told_and_of_other_bodies_nothing() {
        assertThat(failed(403, "<html><head><title>Corp\n Login</title></head><body>user data</body>")
                        .message())
                .isEqualTo("a page titled \"Corp Login\"");
        assertThat(failed(502, "user data").message()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "https://gateway.example.com/v1/v1/messages, https://gateway.example.com/v1/messages",
        "https://gateway.example.com/messages, https://gateway.example.com/v1/messages",
        "https://gateway.example.com/anthropic/messages?key=1, https://gateway.example.com/anthropic/v1/messages",
    })
    void a_wrong_base_url_comes_with_the_one_that_was_probably_meant(String sent, String meant) {
        Failure failure =
                answered(ANTHROPIC, sent, 404, JSON, BodyStart.of("{\"detail\":\"Not Found\"}".getBytes(UTF_8), null));

        assertThat(Objects.requireNonNull(failure).code()).isEqualTo("wrong_base_url");
        assertThat(failure.probableUrl()).isEqualTo(meant);
        assertThat(failure.hint()).startsWith("It should probably be " + meant + ". ");
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false", "TRUE, true", "maybe,", "'',"})
    void the_answer_may_say_itself_whether_to_send_again(String header, @Nullable Boolean expected) {
        Failure failure = answered(OPENAI, OPENAI, 500, "x-should-retry=" + header, BodyStart.UNSEEN);

        assertThat(Objects.requireNonNull(failure).shouldRetry()).isEqualTo(expected);
    }

    @Test
    void googles_delay_is_waited_for() {
        String body = google(
                429,
                "m",
                "RESOURCE_EXHAUSTED",
                "{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"34.5s\"}");
        Failure failure = answered(GOOGLE, GOOGLE, 429, JSON, BodyStart.of(body.getBytes(UTF_8), null));

        assertThat(Objects.requireNonNull(failure).retryAfter()).hasMillis(34_500);
    }

    @Test
    void a_provider_of_the_users_tells_its_own_errors() {
        Provider house = Provider.named("house")
                .hosts(List.of("*.house.example"))
                .headers(List.of("x-house"))
                .versions(List.of("v2"))
                .typeFields(List.of("fault.kind"))
                .messageFields(List.of("fault.text"))
                .types(Map.of("broke", FailureKind.QUOTA_EXHAUSTED))
                .build();
        Classifier theirs = new Classifier(
                Providers.KNOWN.and(List.of(house)), Secrets.of(Set.of(), Set.of(), Set.of()), Ticker.SYSTEM);
        String url = "https://llm.house.example/v2/chat";

        assertThat(Objects.requireNonNull(
                        answered(theirs, url, 429, "{\"fault\":{\"kind\":\"Broke\",\"text\":\"no money\"}}")))
                .extracting(Failure::code, Failure::message)
                .containsExactly("quota_exhausted", "Broke: no money");
        assertThat(Objects.requireNonNull(answered(theirs, url, 404, "{\"fault\":{\"kind\":\"gone\",\"text\":\"x\"}}"))
                        .code())
                .isEqualTo("not_found");
        assertThat(Objects.requireNonNull(answered(theirs, url, 404, "{\"message\":\"x\"}"))
                        .code())
                .isEqualTo("wrong_base_url");
    }

    private static @Nullable Failure answered(Classifier classifier, String url, int status, String body) {
        return classifier.classify(
                new Attempt(1, Url.parse(url), null, 0),
                Outcome.answered(status, name -> null, BodyStart.of(body.getBytes(UTF_8), null)),
                FakeAsked.by("okhttp", url),
                null);
    }

    private Failure failed(int status, String body) {
        return Objects.requireNonNull(
                answered(ANTHROPIC, ANTHROPIC, status, "", BodyStart.of(body.getBytes(UTF_8), null)));
    }

    /** Headers as {@code name=value;name=value}. */
    private @Nullable Failure answered(String asked, String sent, int status, String headers, BodyStart body) {
        Map<String, String> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Stream.of(headers.split(";"))
                .filter(header -> header.contains("="))
                .forEach(header -> map.put(header.split("=", 2)[0], header.split("=", 2)[1]));
        return classifier.classify(
                new Attempt(1, Url.parse(sent), null, 0),
                Outcome.answered(status, map::get, body),
                FakeAsked.by("okhttp", asked).with("content-type", "application/json"),
                null);
    }
}
