package dev.detour.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutcomeTest {
    private final List<String> asked = new ArrayList<>();

    private Outcome answered(Map<String, String> headers) {
        return Outcome.answered(200, name -> {
            asked.add(name);
            return headers.get(name);
        });
    }

    @Test
    void the_type_of_the_content_is_looked_up_once() {
        Outcome outcome = answered(Map.of("content-type", "text/html"));
        assertThat(asked).isEmpty();
        assertThat(outcome.contentType()).isEqualTo("text/html");
        assertThat(outcome.contentType()).isEqualTo("text/html");
        assertThat(asked).containsExactly("content-type");
    }

    @Test
    void so_is_one_that_is_missing() {
        Outcome outcome = answered(Map.of());
        assertThat(outcome.contentType()).isNull();
        assertThat(outcome.contentType()).isNull();
        assertThat(asked).containsExactly("content-type");
    }

    @Test
    void what_came_of_the_body_is_another_outcome_of_the_same_head() {
        Outcome head = answered(Map.of("content-type", "text/html"));
        assertThat(head.contentType()).isEqualTo("text/html");
        BodyStart start = BodyStart.of("<html>".getBytes(StandardCharsets.UTF_8), null);
        Outcome whole = head.with(start);
        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.body()).isSameAs(start);
        assertThat(whole.contentType()).isEqualTo("text/html");
        assertThat(asked).containsExactly("content-type");
        assertThat(head.body()).isSameAs(BodyStart.UNSEEN);
        assertThat(head.with(BodyStart.UNSEEN)).isSameAs(head);
    }

    @Test
    void a_failure_has_none() {
        assertThat(Outcome.failed(new RuntimeException()).contentType()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "400, application/json, true",
        "503, , true",
        "200, application/json, false",
        "200, , false",
        "200, Text/HTML; charset=utf-8, true",
        "302, text/html, true",
        "304, text/html, false",
        "204, text/html, false",
        "101, text/html, false",
    })
    void only_answers_that_may_be_failures_are_to_be_looked_at(int status, String contentType, boolean tells) {
        assertThat(Outcome.answered(status, name -> contentType).tellsInBody()).isEqualTo(tells);
    }

    @Test
    void a_stream_of_events_is_known_by_its_type() {
        assertThat(answered(Map.of("content-type", "Text/Event-Stream; charset=utf-8"))
                        .isEventStream())
                .isTrue();
        assertThat(answered(Map.of("content-type", "application/json")).isEventStream())
                .isFalse();
        assertThat(answered(Map.of()).isEventStream()).isFalse();
    }
}
