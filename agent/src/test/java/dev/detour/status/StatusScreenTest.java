package dev.detour.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.json.Tree;
import dev.detour.screen.Paint;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusScreenTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void shows_what_is_in_force_and_what_stands_against_it() throws IOException {
        String shown = String.join("\n", screen("""
                {"pid":"7","state":"open","program":"orders.jar","java":"17","version":"1","attached":true,
                 "since":"2026-11-21T11:58:50Z",
                 "configuration":{"source":"d.yaml","read":"2026-11-21T11:59:00Z","mode":"act",
                   "rejected":{"time":"2026-11-21T11:59:30Z","faults":["d.yaml:4:5: unknown key 'x'"]}},
                 "routes":[{"name":"a","match":"https://a.example","paths":[
                   {"name":"gateway","url":"https://g.example","breaker":"open"}]}],
                 "retry_budgets":[{"origin":"https://g.example","left":9.8}],
                 "counts":{"calls_succeeded":12,"calls_failed":1},
                 "failures_by_code":{"connect_refused":1},
                 "last_failures":[{"time":"2026-11-21T11:59:59Z","event":"call_failed","kind":"connect_refused",
                   "method":"POST","url":"https://a.example/v1","target":"https://g.example/v1","decision":"give_up",
                   "hint":"Check the port."}],
                 "clients":{"covered":[{"client":"OkHttp","version":"4.12.0","loader":"L"}],
                   "not_covered":[{"client":"Jetty client","loaders":2}]}}"""));
        assertThat(shown)
                .contains(
                        "JVM 7, orders.jar, Java 17",
                        "Detour 1, attached 11:58:50 (70 s ago)",
                        "d.yaml, read 11:59:00",
                        "rejected 11:59:30 (30 s ago); the last good one stays in force:",
                        "d.yaml:4:5: unknown key 'x'",
                        "https://a.example",
                        "gateway",
                        "breaker open",
                        "retries left: 9.8 for https://g.example",
                        "12 succeeded",
                        "1 failed",
                        "11:59:59  connect_refused POST https://a.example/v1 via https://g.example/v1, give up",
                        "Check the port.",
                        "OkHttp 4.12.0",
                        "not covered  Jetty client   in 2 loaders")
                .doesNotContain("\u001b");
    }

    @Test
    void hint_of_the_same_failure_is_told_once() throws IOException {
        List<String> lines = screen("""
                {"pid":"7","state":"open","last_failures":[
                   {"time":"2026-11-21T11:59:58Z","kind":"a","hint":"Do this."},
                   {"time":"2026-11-21T11:59:59Z","kind":"a","hint":"Do this."},
                   {"time":"2026-11-21T11:59:59Z","kind":"b","hint":"Do that."}]}""");
        assertThat(lines).filteredOn(line -> line.contains("Do this.")).hasSize(1);
        assertThat(lines).filteredOn(line -> line.contains("Do that.")).hasSize(1);
    }

    @Test
    void columns_stand_below_each_other() throws IOException {
        List<String> lines = screen("""
                {"pid":"7","state":"open","routes":[{"name":"a","match":"m","paths":[
                   {"name":"one","url":"https://1.example","breaker":"closed"},
                   {"name":"second","url":"https://longer.example","breaker":"half_open"}]}]}""");
        List<Integer> columns = lines.stream()
                .filter(line -> line.contains("breaker "))
                .map(line -> line.indexOf("breaker "))
                .toList();
        assertThat(columns).hasSize(2);
        assertThat(columns.get(0)).isEqualTo(columns.get(1));
    }

    @Test
    void says_plainly_that_nothing_is_there() throws IOException {
        assertThat(screen("{\"pid\":\"7\",\"state\":\"absent\"}"))
                .hasSize(2)
                .element(1)
                .asString()
                .startsWith("Detour is not in it");
        assertThat(screen("{\"pid\":\"7\",\"state\":\"waiting\",\"clients\":{\"covered\":[],\"not_covered\":[]}}"))
                .anyMatch(line -> line.contains("no client that it knows has been used"))
                .contains("  none");
    }

    @Test
    void nobody_draws_on_the_terminal_by_a_message() throws IOException {
        List<String> lines = screen("""
                {"pid":"7","state":"failed","failure":"a\\u001b[2Jb\\nc",
                 "last_failures":[{"time":"x","kind":"k","url":"\\u001b[31m","hint":"h"}]}""");
        assertThat(String.join("", lines)).doesNotContain("\u001b");
        assertThat(lines).noneMatch(line -> line.contains("\n"));
    }

    @Test
    void spans_are_in_the_unit_that_says_something() {
        assertThat(StatusScreen.span(Duration.ofSeconds(119))).isEqualTo("119 s");
        assertThat(StatusScreen.span(Duration.ofMinutes(119))).isEqualTo("119 min");
        assertThat(StatusScreen.span(Duration.ofHours(47))).isEqualTo("47 h");
        assertThat(StatusScreen.span(Duration.ofDays(9))).isEqualTo("9 d");
    }

    private static List<String> screen(String json) throws IOException {
        return StatusScreen.of(Tree.read(json), Paint.NONE, NOW, ZoneOffset.UTC);
    }
}
