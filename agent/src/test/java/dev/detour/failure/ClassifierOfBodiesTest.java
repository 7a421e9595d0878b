package dev.detour.failure;

import static dev.detour.failure.VendorErrors.ANTHROPIC;
import static dev.detour.failure.VendorErrors.GOOGLE;
import static dev.detour.failure.VendorErrors.JSON;
import static dev.detour.failure.VendorErrors.OPENAI;
import static dev.detour.failure.VendorErrors.OTHER;
import static dev.detour.failure.VendorErrors.google;
import static dev.detour.failure.VendorErrors.openAi;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors as the vendors, their gateways and what stands in between really write them. */
class ClassifierOfBodiesTest {

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

    @ParameterizedTest
    @MethodSource({
        "dev.detour.failure.VendorErrors#errorsOfAnthropic",
        "dev.detour.failure.VendorErrors#errorsOfOpenAi",
        "dev.detour.failure.VendorErrors#errorsOfAzure",
        "dev.detour.failure.VendorErrors#errorsOfGoogle",
        "dev.detour.failure.AnswersOnTheWay#errorsOfGateways",
        "dev.detour.failure.AnswersOnTheWay#answersOfOthers",
        "dev.detour.failure.AnswersOnTheWay#answersOfNoVendor"
    })
    void one_answer_has_one_code(String url, int status, String headers, String body, String code) {
        Failure failure = answered(url, url, status, headers, BodyStart.of(body.getBytes(UTF_8), null));

        assertThat(failure == null ? "none" : failure.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @MethodSource("dev.detour.failure.VendorErrors#errorsOfAnthropic")
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
