package dev.detour.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.failure.Dictionary;
import dev.detour.telemetry.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide speaks of what there is: its tables are held against the tables in the code. */
class ReadmeTest {
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern WORD = Pattern.compile("[a-z0-9_-]+");

    @Test
    void explains_every_key() throws IOException {
        assertThat(words(section("## Configuration"))).containsAll(Keys.all());
    }

    @Test
    void explains_every_event_and_every_key_of_events() throws IOException {
        List<String> events =
                Stream.of(Event.Name.values()).map(Event.Name::code).toList();
        List<String> keys = Stream.of(Event.Key.values()).map(Event.Key::code).toList();
        assertThat(words(section("### Events"))).containsAll(events).containsAll(keys);
    }

    @Test
    void has_the_dictionary_of_the_code() throws IOException {
        String codes = section("### All codes");
        assertThat(codes.substring(codes.indexOf("| code |"), codes.indexOf("<!-- /codes")))
                .isEqualTo(Dictionary.markdown());
    }

    @Test
    void names_only_codes_that_there_are() throws IOException {
        String symptoms = section("### From symptom to cure");
        Set<String> named = new TreeSet<>();
        for (String row :
                symptoms.lines().filter(line -> line.startsWith("|")).skip(2).toList()) {
            named.addAll(words(row.split("\\|", -1)[2]));
        }
        assertThat(named)
                .isNotEmpty()
                .allSatisfy(code -> assertThat(Dictionary.markdown()).contains("`" + code + "`"));
    }

    /** From a heading to the next one of its rank or a higher one. */
    private static String section(String heading) throws IOException {
        String text = Files.readString(Path.of("..", "README.md"));
        int start = text.indexOf("\n" + heading + "\n");
        assertThat(start).as(heading).isNotNegative();
        String rank = heading.substring(0, heading.indexOf(' '));
        Matcher next = Pattern.compile("\n#{1," + rank.length() + "} ").matcher(text);
        return text.substring(start, next.find(start + heading.length()) ? next.start() : text.length());
    }

    /** The words that stand between backticks, and not in a block of code. */
    private static Set<String> words(String text) {
        Set<String> words = new TreeSet<>();
        Matcher code = CODE.matcher(text.replaceAll("(?s)```.*?```", ""));
        while (code.find()) {
            WORD.matcher(code.group(1)).results().forEach(word -> words.add(word.group()));
        }
        return words;
    }
}
