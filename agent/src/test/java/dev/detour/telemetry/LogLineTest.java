package dev.detour.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.failure.FailureKind;
import dev.detour.failure.Layer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LogLineTest {
    private static Event.Builder failed(Event.Name name) {
        return Event.builder(name, Instant.EPOCH)
                .with(Event.Key.URL, "https://api.anthropic.com/v1/messages")
                .with(Event.Key.PATH, "gateway")
                .with(Event.Key.TARGET, "https://gw.example.com/anthropic/v1/messages")
                .with(Event.Key.KIND, "connect_refused")
                .with(Event.Key.HINT, "Check host and port.")
                .positive(Event.Key.ATTEMPT, 1)
                .positive(Event.Key.ATTEMPTS_ALLOWED, 3);
    }

    @Test
    void tells_what_where_what_was_done_and_what_to_do() {
        Event event = failed(Event.Name.ATTEMPT_FAILED)
                .with(Event.Key.PROXY, "http://127.0.0.1:7890")
                .with(Event.Key.DECISION, "retry")
                .positive(Event.Key.DELAY_MS, 240)
                .build();

        assertThat(LogLine.of(event))
                .isEqualTo("connect_refused calling https://api.anthropic.com/v1/messages"
                        + " via gateway (https://gw.example.com/anthropic/v1/messages)"
                        + " through proxy http://127.0.0.1:7890:"
                        + " attempt 1 of 3, retrying in 240 ms. Hint: Check host and port.");
    }

    @ParameterizedTest
    @CsvSource({
        "retry, , 'attempt 1 of 3, retrying at once'",
        "move, , 'attempt 1 of 3, moving to the next path'",
        "give_up, budget, 'attempt 1 of 3, giving up (the retry budget is used up)'",
        "give_up, policy, 'attempt 1 of 3, giving up (its route allows no more)'",
        "give_up, unsafe, 'attempt 1 of 3, giving up (the request may have been acted on)'",
        "give_up, unheard_of, 'attempt 1 of 3, giving up (unheard_of)'",
        "hand_back, deadline, 'attempt 1 of 3, the application gets the answer (no time is left)'",
        "would_retry, , 'only observed, would retry at once'",
        "would_move, , 'only observed, would move to the next path'",
    })
    void tells_what_was_decided(String decision, String reason, String words) {
        Event event = failed(Event.Name.CALL_FAILED)
                .with(Event.Key.DECISION, decision)
                .with(Event.Key.REASON, reason)
                .build();

        assertThat(LogLine.of(event)).contains(": " + words + ". Hint: ");
    }

    @Test
    void a_call_that_went_where_it_wanted_has_no_way_to_tell() {
        Event event = Event.builder(Event.Name.CALL_FAILED, Instant.EPOCH)
                .with(Event.Key.URL, "https://a.example.com/x")
                .with(Event.Key.TARGET, "https://a.example.com/x")
                .with(Event.Key.KIND, "rate_limited")
                .with(Event.Key.HINT, "Wait.")
                .positive(Event.Key.STATUS, 429)
                .build();

        assertThat(LogLine.of(event)).isEqualTo("rate_limited (429) calling https://a.example.com/x. Hint: Wait.");
    }

    @Test
    void a_path_named_by_its_url_is_not_named_twice() {
        Event event = failed(Event.Name.CALL_FAILED)
                .with(Event.Key.PATH, "https://gw.example.com/anthropic")
                .build();

        assertThat(LogLine.of(event)).contains(" via https://gw.example.com/anthropic/v1/messages. Hint");
    }

    @Test
    void a_kind_that_says_little_shows_the_message() {
        Event event = failed(Event.Name.CALL_FAILED)
                .with(Event.Key.KIND, "unknown")
                .with(Event.Key.EXCEPTION, "java.io.IOException")
                .with(Event.Key.MESSAGE, "x".repeat(2_000))
                .build();

        assertThat(LogLine.of(event))
                .contains("It says: java.io.IOException: xxx")
                .hasSizeLessThan(1_000);
    }

    /** So that a kind whose hint sends people to the message is not without it. */
    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void a_hint_that_refers_to_the_message_stands_beside_it(FailureKind kind) {
        boolean refers = kind.layer() == Layer.HTTP || kind.hint().contains("the message");
        Event event = failed(Event.Name.CALL_FAILED)
                .with(Event.Key.KIND, kind.code())
                .with(Event.Key.LAYER, kind.layer().code())
                .with(Event.Key.MESSAGE, "insufficient_quota: Check your plan.")
                .build();

        if (refers) {
            assertThat(LogLine.of(event)).contains(" It says: insufficient_quota: Check your plan. Hint: ");
        }
    }

    @Test
    void other_kinds_do_not() {
        Event event = failed(Event.Name.CALL_FAILED)
                .with(Event.Key.MESSAGE, "Connection refused")
                .build();

        assertThat(LogLine.of(event)).doesNotContain("Connection refused");
    }

    @Test
    void a_broken_stream_tells_how_far_it_came() {
        Event event = failed(Event.Name.STREAM_FAILED)
                .with(Event.Key.KIND, "body_truncated")
                .positive(Event.Key.BYTES, 1_234)
                .build();

        assertThat(LogLine.of(event)).contains(": after 1234 bytes of the answer. Hint");
    }

    private static Event.Builder breaker(Event.Name name) {
        return Event.builder(name, Instant.EPOCH)
                .with(Event.Key.ROUTE, "anthropic")
                .with(Event.Key.PATH, "gateway")
                .with(Event.Key.TARGET, "https://gw.example.com");
    }

    @Test
    void a_breaker_says_what_opened_it_and_for_how_long() {
        Event event = breaker(Event.Name.BREAKER_OPENED)
                .with(Event.Key.KIND, "connect_refused")
                .with(Event.Key.HINT, "Check host and port.")
                .positive(Event.Key.FAILURES, 5)
                .positive(Event.Key.OPEN_MS, 5_000)
                .build();

        assertThat(LogLine.of(event))
                .isEqualTo("breaker opened for path gateway of route anthropic (https://gw.example.com) after 5"
                        + " failures in a row, the last connect_refused: no calls go there for 5000 ms."
                        + " Hint: Check host and port.");
        assertThat(LogLine.again(event, 3, Duration.ofSeconds(60)))
                .isEqualTo("breaker opened for path gateway of route anthropic (https://gw.example.com):"
                        + " 3 more like it in 60 s.");
    }

    @Test
    void a_breaker_that_nothing_is_known_of_is_told_all_the_same() {
        assertThat(LogLine.of(breaker(Event.Name.BREAKER_OPENED).build()))
                .isEqualTo("breaker opened for path gateway of route anthropic (https://gw.example.com).");
        assertThat(LogLine.of(breaker(Event.Name.BREAKER_CLOSED).build()))
                .isEqualTo("breaker closed for path gateway of route anthropic (https://gw.example.com):"
                        + " calls go there again.");
    }
}
