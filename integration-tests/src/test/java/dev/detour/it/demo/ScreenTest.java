package dev.detour.it.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.demo.Screen.Style;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class ScreenTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @Test
    void cuts_what_is_too_wide_and_shows_that_it_did() {
        plain().line().at(4).add(Style.BAD, "x".repeat(200)).end();
        assertThat(shown.toString(UTF_8).strip()).hasSize(Screen.WIDTH - 4).endsWith("x...");
    }

    @Test
    void breaks_long_texts_between_words() {
        plain().text(4, Style.PLAIN, "word ".repeat(50));
        assertThat(shown.toString(UTF_8).lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).startsWith("    word").hasSizeLessThanOrEqualTo(Screen.WIDTH));
    }

    @Test
    void is_plain_text_where_it_is_no_terminal() {
        Screen screen = plain();
        screen.heading(1, "title", "aside");
        screen.line()
                .add(Style.GOOD, screen.tick() + screen.cross() + screen.arrow())
                .end();
        assertThat(shown.toString(UTF_8)).matches("[\\x20-\\x7e\\r\\n]+").contains("title", "aside");
    }

    @Test
    void counts_columns_without_colours() {
        Screen coloured = new Screen(new PrintStream(shown, true, UTF_8), true, true);
        coloured.line().add(Style.GOOD, "ab").at(4).add(Style.PLAIN, "c").end();
        assertThat(shown.toString(UTF_8)).startsWith("\u001b[32mab\u001b[0m  c");
    }

    private Screen plain() {
        return new Screen(new PrintStream(shown, true, UTF_8), false, false);
    }
}
