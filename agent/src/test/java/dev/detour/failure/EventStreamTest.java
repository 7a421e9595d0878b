package dev.detour.failure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.exchange.Outcome;
import dev.detour.exchange.Secrets;
import dev.detour.exchange.Ticker;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamTest {
    private static final String ANTHROPIC = "https://api.anthropic.com/v1/messages";
    private static final String OPENAI = "https://api.openai.com/v1/chat/completions";
    private static final String GOOGLE =
            "https://generativelanguage.googleapis.com/v1beta/models/g:streamGenerateContent";

    private static final String DELTA =
            "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"delta\":{\"text\":\"\\\"error\\\" [DONE]\"}}\n\n";
    private static final String STOP = "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
    private static final String OVERLOADED =
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n";
    private static final String CHUNK =
            "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"delta\":{\"content\":\"\\\"error\\\"\"}}]}\n\n";

    private final Classifier classifier =
            new Classifier(Providers.KNOWN, Secrets.of(Set.of(), Set.of(), Set.of("a-known-secret")), Ticker.SYSTEM);

    static Stream<Arguments> streams() {
        String response = "{\"type\":\"response.created\",\"response\":{\"id\":\"r\",\"error\":null}}";
        return Stream.of(
                Arguments.of(ANTHROPIC, DELTA + STOP, "none"),
                Arguments.of(ANTHROPIC, ": ping\n\n" + DELTA + ":\n" + STOP.stripTrailing(), "none"),
                Arguments.of(ANTHROPIC, DELTA, "stream_incomplete"),
                Arguments.of(ANTHROPIC, DELTA + "event: message_st", "stream_incomplete"),
                Arguments.of(ANTHROPIC, "", "stream_incomplete"),
                Arguments.of(ANTHROPIC, ": only comments\n\n", "stream_incomplete"),
                Arguments.of(ANTHROPIC, DELTA + OVERLOADED, "stream_error"),
                Arguments.of(ANTHROPIC, "data: {\"type\":\"message_stop\"}\n\n", "none"),
                Arguments.of(ANTHROPIC, "event: completion\ndata: {\"completion\":\"x\"}\n\n", "none"),
                Arguments.of(OPENAI, CHUNK + "data: [DONE]\n\n", "none"),
                Arguments.of(OPENAI, CHUNK + "data:[DONE]", "none"),
                Arguments.of(OPENAI, "\uFEFF" + "data: [DONE]\n\n", "none"),
                Arguments.of(OPENAI, "event: done\ndata: [DONE]\n\n", "none"),
                Arguments.of(OPENAI, CHUNK, "stream_incomplete"),
                Arguments.of(
                        OPENAI,
                        CHUNK + "data: {\"error\":{\"code\":502,\"message\":\"Provider disconnected\"}}\n\n",
                        "stream_error"),
                Arguments.of(
                        OPENAI,
                        "data: {\"id\":\"1\",\"choices\":[{\"finish_reason\":\"error\"}],\"error\":{\"code\":\"server_error\",\"message\":\"m\"}}\n\ndata: [DONE]\n\n",
                        "stream_error"),
                Arguments.of(OPENAI, "event: response.created\ndata: " + response + "\n\n", "stream_incomplete"),
                Arguments.of(OPENAI, "data: " + response + "\n\ndata: {\"type\":\"response.completed\"}\n\n", "none"),
                Arguments.of(OPENAI, "event: response.incomplete\ndata: {}\n\n", "none"),
                Arguments.of(
                        OPENAI,
                        "event: response.failed\ndata: {\"type\":\"response.failed\",\"response\":{\"error\":{\"code\":\"server_error\",\"message\":\"m\"}}}\n\n",
                        "stream_error"),
                Arguments.of(GOOGLE, "data: {\"candidates\":[]}\r\n\r\n", "none"),
                Arguments.of(
                        GOOGLE,
                        "data: {\"error\":{\"code\":503,\"message\":\"m\",\"status\":\"UNAVAILABLE\"}}\n\n",
                        "stream_error"));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void a_stream_is_judged_the_same_wherever_it_is_cut_into_pieces(String url, String text, String code) {
        for (String lines : new String[] {text, text.replace("\n", "\r\n"), text.replace("\n", "\r")}) {
            byte[] bytes = lines.getBytes(UTF_8);
            for (int size = 1; size <= bytes.length + 1; size++) {
                assertThat(judged(url, bytes, size))
                        .as("pieces of %d of %s", size, lines)
                        .isEqualTo(code);
            }
        }
    }

    private String judged(String url, byte[] bytes, int size) {
        EventStream stream = stream(url, "POST", 200, Map.of());
        for (int at = 0; at < bytes.length; at += size) {
            ByteBuffer piece = ByteBuffer.wrap(bytes, at, Math.min(size, bytes.length - at))
                    .asReadOnlyBuffer();
            stream.passed(piece);
            assertThat(piece.position()).isEqualTo(at);
        }
        Failure failure = stream.ended();
        return failure == null ? "none" : failure.code();
    }

    @Test
    void an_error_is_seen_as_it_passes_and_told_in_the_providers_words() {
        EventStream stream = stream(ANTHROPIC, "POST", 200, Map.of());
        stream.passed(ByteBuffer.wrap(DELTA.getBytes(UTF_8)));
        assertThat(stream.error()).isNull();
        stream.passed(ByteBuffer.wrap(OVERLOADED
                .replace("Overloaded\"", "Overloaded a-known-secret\"")
                .getBytes(UTF_8)));

        assertThat(Objects.requireNonNull(stream.error()).message()).isEqualTo("overloaded_error: Overloaded ***");
    }

    @Test
    void an_event_of_any_size_leaves_little_behind() {
        EventStream stream = stream(OPENAI, "POST", 200, Map.of());
        stream.passed(ByteBuffer.wrap(
                ("data: {\"x\":\"" + "y".repeat(1_000_000) + "\"}\n\ndata: [DONE]\n\n").getBytes(UTF_8)));

        assertThat(stream.ended()).isNull();
    }

    @Test
    void a_stream_that_was_only_listened_to_may_end_without_an_event() {
        assertThat(stream(OPENAI, "GET", 200, Map.of()).ended()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://orders.example.com/events"})
    void streams_of_a_host_that_is_no_vendors_are_not_judged(String url) {
        assertThat(watch(url, "POST", 200, Map.of())).isNull();
    }

    @Test
    void what_is_no_readable_stream_is_not_judged() {
        assertThat(watch(ANTHROPIC, "HEAD", 200, Map.of())).isNull();
        assertThat(watch(ANTHROPIC, "POST", 204, Map.of())).isNull();
        assertThat(watch(ANTHROPIC, "POST", 200, Map.of("content-encoding", "gzip")))
                .isNull();
        assertThat(watch(ANTHROPIC, "POST", 200, Map.of("content-type", "application/json")))
                .isNull();
        assertThat(watch(ANTHROPIC, "POST", 200, Map.of("content-type", "Text/Event-Stream; charset=utf-8")))
                .isNotNull();
    }

    private EventStream stream(String url, String method, int status, Map<String, String> headers) {
        return Objects.requireNonNull(watch(url, method, status, headers));
    }

    private @Nullable EventStream watch(String url, String method, int status, Map<String, String> headers) {
        return classifier.events(
                Outcome.answered(
                        status,
                        name -> headers.getOrDefault(name, name.equals("content-type") ? "text/event-stream" : null)),
                FakeAsked.by("okhttp", url).as(method),
                null);
    }
}
