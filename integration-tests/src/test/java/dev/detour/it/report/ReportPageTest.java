package dev.detour.it.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.detour.it.children.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real events of a real agent, the command as a user runs it, and its page in a real browser. */
class ReportPageTest {
    private static final int EVENTS = 3_000;

    /** How many pixels of a chart are painted; 0 where it is blank. */
    private static final String PAINTED = "(id => { const c = document.getElementById(id);"
            + " const p = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
            + " let n = 0; for (let i = 3; i < p.length; i += 4) n += p[i] > 0; return n; })";

    /** In every text of an event. */
    private static final String HOSTILE = "</script></style><img src=x onerror=hacked()><svg onload=hacked()>";

    @TempDir
    static Path folder;

    private static Path real = Path.of("");
    private static Path page = Path.of("");
    private static Browser browser;

    @BeforeAll
    static void open() throws IOException {
        Path program = Browser.program();
        assumeTrue(program != null, "no chromium is installed: the page is not looked at");
        real = RealEvents.write(folder);
        Path many = folder.resolve("many.jsonl");
        ManyEvents.write(real, many, EVENTS, 1);
        page = folder.resolve("report.html");
        Command.Result made = Pages.make(page, many);
        assertThat(made.status()).as(made.toString()).isZero();
        assertThat(made.out()).singleElement().asString().contains("24 JVMs");
        assertThat(made.err()).isEmpty();
        browser = Browser.start(Objects.requireNonNull(program), folder.resolve("profile"));
        browser.size(1400, 1000);
    }

    @AfterEach
    void nothing_was_loaded_and_nothing_went_wrong() {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).isEmpty();
        assertThat(browser.files()).hasSize(1);
        browser.prefers("light");
        browser.size(1400, 1000);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void says_in_short_what_happened_and_draws_it() {
        browser.open(page);

        assertThat(text("#title")).containsPattern("[0-9,]+ calls lost, [0-9,]+ rescued");
        assertThat(text("#figures")).contains("Rescued by failover", "Time lost");
        assertThat(text("#causes")).contains("the provider failed on its own side", "not safe to send twice");
        assertThat(text("#places")).contains("anthropic › gateway", "google › gateway");
        assertThat(text("#breakers")).contains("opened");
        assertThat(text("#remarks")).contains("config_loaded");
        assertThat(text("#notes")).contains("Calls that succeeded at once are not in events");
        for (String chart : List.of("failures-chart", "overview-chart", "latency-chart", "lost-chart")) {
            assertThat(Integer.parseInt(browser.eval(PAINTED + "('" + chart + "')")))
                    .as(chart)
                    .isGreaterThan(2_000);
        }
    }

    @Test
    void story_of_a_call_opens_and_tells_each_attempt() {
        browser.open(page);
        choose("outcome", "rescued_by_failover");
        click("details.story summary");
        browser.awaitTrue("document.querySelector('details.story .attempt')");

        assertThat(browser.eval("document.querySelectorAll('details.story[open] .attempt').length"))
                .isEqualTo("2");
        assertThat(text("details.story[open]"))
                .contains("Moved to the next path", "Succeeded", "1 · gateway", "2 · backup", "sent to");
    }

    @Test
    void code_filters_figures_and_stories() {
        browser.open(page);
        String all = text("#figures");
        click("#codes button[data-code=tls_untrusted]");

        assertThat(text("#filters")).contains("tls_untrusted");
        assertThat(text("#figures")).isNotEqualTo(all);
        assertThat(browser.eval("new Set([...document.querySelectorAll('details.story .code')].map(e => e.textContent))"
                        + ".size"))
                .isEqualTo("1");
        assertThat(text("#causes")).contains("Corp Inspection Root");
        click("#filters button");
        assertThat(text("#figures")).isEqualTo(all);
    }

    @Test
    void search_finds_a_call_by_what_its_events_say() {
        browser.open(page);
        browser.eval("document.getElementById('search').value = 'INSUFFICIENT_quota'");
        browser.eval("document.getElementById('search').dispatchEvent(new Event('input'))");
        assertThat(text("#stories")).contains("quota_exhausted").doesNotContain("server_error");

        browser.eval("document.getElementById('search').value = 'nobody said this'");
        browser.eval("document.getElementById('search').dispatchEvent(new Event('input'))");
        assertThat(text("#stories")).contains("No call fits");
    }

    @Test
    void dragging_over_the_chart_looks_closer_and_keys_move_on() {
        browser.open(page);
        String all = text("#title");
        double left = box("failures-chart", "left"), wide = box("failures-chart", "width");
        double y = box("failures-chart", "top") + box("failures-chart", "height") / 2;
        browser.drag(left + wide * 0.4, y, left + wide * 0.7, y);

        assertThat(text("#filters")).contains("19 Nov 2026");
        String closer = text("#title");
        assertThat(closer).isNotEqualTo(all);
        browser.eval("document.getElementById('overview-chart').focus()");
        browser.press("ArrowLeft", 37);
        assertThat(text("#title")).isNotEqualTo(closer);
        browser.press("Escape", 27);
        assertThat(text("#title")).isEqualTo(all);
    }

    @Test
    void is_light_or_dark_as_the_system_is_and_as_is_wished() {
        browser.open(page);
        String light = background();
        browser.prefers("dark");
        browser.awaitTrue("getComputedStyle(document.body).backgroundColor !== '" + light + "'");
        click("#theme");

        assertThat(background()).isEqualTo(light);
        assertThat(text("#theme")).isEqualTo("Dark");
    }

    @Test
    void times_are_those_of_utc_or_of_here() {
        browser.timeZone("Asia/Tokyo");
        browser.open(page);
        assertThat(text("#subtitle")).containsPattern("19 Nov 2026,? 00:0").contains("UTC");
        click("#zone");

        assertThat(text("#subtitle"))
                .containsPattern("19 Nov 2026 09:0[0-9] to 20 Nov 2026")
                .contains("Tokyo");
    }

    @Test
    void fits_a_narrow_screen() {
        browser.size(400, 800);
        browser.open(page);

        assertThat(browser.eval("document.documentElement.scrollWidth")).isEqualTo("400");
    }

    @Test
    void hostile_texts_stay_texts() throws IOException {
        Path hostile = folder.resolve("hostile.jsonl");
        Files.write(
                hostile,
                Files.readAllLines(real).stream().map(ReportPageTest::hostile).toList());
        Path made = folder.resolve("hostile.html");
        assertThat(Pages.make(made, hostile).status()).isZero();
        browser.open(made);
        browser.eval("document.querySelectorAll('details.story').forEach(story => { story.open = true; })");
        browser.awaitTrue("document.querySelectorAll('details.story .attempt').length > 10");

        assertThat(browser.eval(
                        "document.querySelectorAll('img, main svg:not(.spark):not(.lane svg), iframe, object').length"))
                .isEqualTo("0");
        assertThat(browser.eval("document.scripts.length")).isEqualTo("3");
        assertThat(text("body")).contains("<img src=x onerror=hacked()>");
    }

    /** The same event, with markup in every text but its time, its name and its number. */
    private static String hostile(String line) {
        Matcher value = Pattern.compile("\"([a-z_]+)\":\"([^\"\\\\]*)\"").matcher(line);
        return value.replaceAll(found -> List.of("time", "event", "call").contains(found.group(1))
                ? Matcher.quoteReplacement(found.group())
                : Matcher.quoteReplacement("\"" + found.group(1) + "\":\"" + found.group(2) + HOSTILE + "\""));
    }

    @Test
    void call_that_was_never_sent_is_no_attempt() throws IOException {
        Path refused = Files.writeString(
                folder.resolve("refused.jsonl"),
                "{\"time\":\"2026-11-19T12:00:00Z\",\"event\":\"call_failed\",\"service\":\"orders\",\"host\":\"a\",\"pid\":1,"
                        + "\"call\":\"1\",\"route\":\"api\",\"url\":\"https://api.example.com/v1\",\"kind\":\"circuit_open\","
                        + "\"elapsed_ms\":0,\"call_ms\":0,\"decision\":\"give_up\"}\n");
        Path made = folder.resolve("refused.html");
        assertThat(Pages.make(made, refused).status()).isZero();
        browser.open(made);

        assertThat(text("#title")).isEqualTo("1 call lost, 0 rescued");
        assertThat(text("#figures")).contains("Attempts failed0", "Not sent1");
        assertThat(text("#causes")).contains("circuit_open", "1call not sent");
    }

    @Test
    void empty_file_says_so() throws IOException {
        Path made = folder.resolve("empty.html");
        Command.Result result = Pages.make(made, Files.writeString(folder.resolve("empty.jsonl"), ""));
        browser.open(made);

        assertThat(result.status()).isZero();
        assertThat(text("#title")).isEqualTo("No failure is told");
        assertThat(text("#stories")).contains("No call is told");
    }

    @Test
    void totals_are_printed_for_programs_and_mistakes_are_told() {
        browser.open(page);
        Command.Result totals = Pages.run("report", "--json", real.toString());
        assertThat(totals.status()).isZero();
        assertThat(totals.out()).singleElement().asString().startsWith("{").contains("\"rescued_by_failover\":");

        Command.Result missing = Pages.run("report", folder.resolve("nothing").toString(), "--json");
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.out())
                .singleElement()
                .asString()
                .startsWith("{\"error\":\"")
                .endsWith("is not there\"}");
        assertThat(Pages.run("report", real.toString()).err().get(0)).contains("Missing -o FILE");
    }

    @Test
    @Tag("matrix")
    void million_events_make_a_page_that_can_be_used() throws IOException {
        Path many = folder.resolve("million.jsonl");
        ManyEvents.write(real, many, 1_000_000, 2);
        Path made = folder.resolve("million.html");
        assertThat(Pages.make(made, many).status()).isZero();
        browser.open(made);

        assertThat(text("#stories-note")).contains("2,000 calls were chosen");
        assertThat(Files.size(made)).isLessThan(5 << 20);
    }

    private static String text(String selector) {
        return browser.eval("document.querySelector('" + selector + "').textContent");
    }

    private static void click(String selector) {
        browser.eval("document.querySelector('" + selector + "').click()");
    }

    private static void choose(String id, String value) {
        browser.eval("document.getElementById('" + id + "').value = '" + value + "'");
        browser.eval("document.getElementById('" + id + "').dispatchEvent(new Event('change'))");
    }

    private static double box(String id, String what) {
        return Double.parseDouble(
                browser.eval("document.getElementById('" + id + "').getBoundingClientRect()." + what));
    }

    private static String background() {
        return browser.eval("getComputedStyle(document.body).backgroundColor");
    }
}
