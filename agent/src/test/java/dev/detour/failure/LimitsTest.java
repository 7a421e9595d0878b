package dev.detour.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.exchange.AnswerHeaders;
import dev.detour.exchange.Outcome;
import dev.detour.exchange.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
    /** What was asked for by its name. */
    private final List<String> asked = new ArrayList<>();

    private Outcome answered(Map<String, String> headers) {
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        return Outcome.answered(200, new AnswerHeaders() {
            @Override
            public @Nullable String first(String name) {
                asked.add(name);
                return anyCase.get(name);
            }

            @Override
            public boolean mayHold(String part, int least) {
                return anyCase.keySet().stream().anyMatch(name -> name.length() >= least && Words.hold(name, part));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anthropic-ratelimit-requests-remaining",
                "anthropic-ratelimit-tokens-remaining",
                "anthropic-ratelimit-input-tokens-remaining",
                "anthropic-ratelimit-output-tokens-remaining",
                "x-ratelimit-remaining-requests",
                "x-ratelimit-remaining-tokens",
                "x-ratelimit-remaining-project-requests",
                "x-ratelimit-remaining-project-tokens",
                "X-RateLimit-Remaining",
                "X-Rate-Limit-Remaining",
                "RateLimit-Remaining"
            })
    void finds_what_is_left_whatever_it_is_called(String name) {
        assertThat(Limits.remaining(answered(Map.of("content-type", "text/plain", name, "17"))))
                .isEqualTo(17);
    }

    @Test
    void tells_the_tightest() {
        assertThat(Limits.remaining(answered(Map.of(
                        "x-ratelimit-remaining-requests", "59",
                        "x-ratelimit-remaining-tokens", " 7 ",
                        "x-ratelimit-remaining-project-tokens", "many"))))
                .isEqualTo(7);
    }

    @Test
    void asks_an_answer_for_none_of_them_where_no_name_is_like_that() {
        assertThat(Limits.remaining(answered(Map.of("content-type", "text/plain", "x-limited", "7"))))
                .isNull();
        assertThat(asked).isEmpty();
    }

    @Test
    void asks_where_its_client_cannot_tell() {
        assertThat(Limits.remaining(Outcome.answered(200, Map.of("ratelimit-remaining", "3")::get)))
                .isEqualTo(3);
    }
}
