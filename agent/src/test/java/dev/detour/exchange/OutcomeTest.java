package dev.detour.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
}
