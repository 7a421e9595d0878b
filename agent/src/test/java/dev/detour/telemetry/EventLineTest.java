package dev.detour.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventLineTest {
    private static final Instant TIME = Instant.parse("2026-11-21T08:00:00.25Z");

    private static Map<String, Object> written(Event.Builder event) {
        byte[] line = EventLine.of(event.build(), Source.of("orders", "node7", 42, "1.0"));
        String text = new String(line, StandardCharsets.UTF_8);
        assertThat(text.indexOf('\n')).isEqualTo(text.length() - 1);
        return JsonLines.parse(text);
    }

    @Test
    void says_who_tells_and_what() {
        Map<String, Object> values = written(Event.builder(Event.Name.CALL_FAILED, TIME)
                .with(Event.Key.KIND, "connect_refused")
                .with(Event.Key.CALL_MS, (Long) 0L));

        assertThat(values)
                .containsExactly(
                        Map.entry("time", "2026-11-21T08:00:00.250Z"),
                        Map.entry("event", "call_failed"),
                        Map.entry("service", "orders"),
                        Map.entry("host", "node7"),
                        Map.entry("pid", 42L),
                        Map.entry("agent", "1.0"),
                        Map.entry("kind", "connect_refused"),
                        Map.entry("call_ms", 0L));
    }

    @Test
    void leaves_out_what_does_not_apply() {
        Map<String, Object> values = written(Event.builder(Event.Name.CALL_FAILED, TIME)
                .with(Event.Key.ROUTE, (String) null)
                .with(Event.Key.LIMIT_REMAINING, (Long) null)
                .positive(Event.Key.STATUS, 0));

        assertThat(values).doesNotContainKeys("route", "limit_remaining", "status");
    }

    @Test
    void any_text_stays_one_line_and_comes_back() {
        String text = "\"quoted\"\n\r\t\u0000\u2028 \\ ä € 😀";

        assertThat(written(Event.builder(Event.Name.CALL_FAILED, TIME).with(Event.Key.MESSAGE, text)))
                .containsEntry("message", text);
    }

    @Test
    void a_text_that_was_cut_amid_a_character_does_no_harm() {
        assertThat(written(Event.builder(Event.Name.CALL_FAILED, TIME).with(Event.Key.MESSAGE, "half \uD83D")))
                .containsEntry("message", "half ?");
    }

    @Test
    void long_texts_are_cut() {
        Map<String, Object> values = written(
                Event.builder(Event.Name.CALL_FAILED, TIME).with(Event.Key.URL, "https://host/" + "x".repeat(100_000)));

        assertThat((String) values.get("url")).hasSizeLessThan(9_000).endsWith("…");
    }

    @Test
    void a_key_has_one_type() {
        assertThatThrownBy(() -> Event.builder(Event.Name.CALL_FAILED, TIME).with(Event.Key.STATUS, "200"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Event.builder(Event.Name.CALL_FAILED, TIME).with(Event.Key.KIND, (Long) 1L))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
