package dev.detour.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.json.Json;
import dev.detour.json.Tree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void every_command_shows_examples() {
        for (CommandLine command : shown()) {
            assertThat(command.getCommandSpec().usageMessage().footer())
                    .as(command.getCommandName())
                    .isNotEmpty();
        }
    }

    @Test
    void every_command_that_tells_something_tells_programs_too() {
        for (CommandLine command : shown()) {
            if (!List.of("completion", "help").contains(command.getCommandName())) {
                assertThat(command.getCommandSpec().optionsMap())
                        .as(command.getCommandName())
                        .containsKey("--json");
            }
        }
    }

    private static List<CommandLine> shown() {
        return new CommandLine(new Main())
                .getSubcommands().entrySet().stream()
                        .filter(entry -> !entry.getKey().equals("help"))
                        .map(Map.Entry::getValue)
                        .filter(command ->
                                !command.getCommandSpec().usageMessage().hidden())
                        .toList();
    }

    @Test
    void typo_is_answered_with_what_was_probably_meant() {
        assertThat(run("statsu", "1")).isEqualTo(ExitStatus.FAILED);
        assertThat(err.toString()).contains("status");
        assertThat(run("check", "--jsno")).isEqualTo(ExitStatus.FAILED);
        assertThat(err.toString()).contains("--json");
    }

    @Test
    void check_tells_programs_place_and_suggestion() throws IOException {
        Path file = Files.writeString(folder.resolve("detour.yaml"), "mode: act\nruotes: []\n");
        assertThat(run("check", file.toString(), "--json")).isEqualTo(ExitStatus.FOUND_WRONG);
        Tree document = Tree.read(out.toString());
        assertThat(document.is("good")).isFalse();
        Tree fault = document.trees("faults").get(0);
        assertThat(fault.number("line")).isEqualTo(2);
        assertThat(fault.number("column")).isEqualTo(1);
        assertThat(fault.text("suggestion")).isEqualTo("routes");
    }

    @Test
    void check_tells_programs_no_secret() throws IOException {
        Files.writeString(folder.resolve("key"), "the-secret-key");
        Path file = Files.writeString(
                folder.resolve("detour.yaml"),
                "routes:\n  - match: https://a.example\n    headers: {x-api-key: \"${file:" + folder.resolve("key")
                        + "}\"}\n");
        assertThat(run("check", file.toString(), "--json")).isEqualTo(ExitStatus.WELL);
        assertThat(out.toString()).contains("***").doesNotContain("the-secret-key");
        assertThat(Json.object(out.toString())).containsKeys("settings", "warnings");
    }

    @Test
    void failure_is_a_document_where_that_is_asked_for() throws IOException {
        assertThat(run("status", "no-number", "--json")).isEqualTo(ExitStatus.FAILED);
        assertThat(Tree.read(out.toString()).text("error")).contains("'no-number' is not the number of a process");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void command_line_that_means_nothing_is_told_in_one_line() {
        assertThat(run("check", "--jsno")).isEqualTo(ExitStatus.FAILED);
        assertThat(err.toString().lines())
                .containsExactly("detour: Unknown option: '--jsno'; did you mean --json?"
                        + " (see 'java -jar detour.jar help check')");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void command_line_that_means_nothing_is_a_document_where_that_is_asked_for() throws IOException {
        for (List<String> words : List.of(
                List.of("doctor", "https://a.example", "--idle", "foo", "--json"),
                List.of("doctor", "--json"),
                List.of("statsu", "--json"),
                List.of("report", "--json", "--no-such"),
                List.of("status", "1", "--interval", "0", "--json"))) {
            out.getBuffer().setLength(0);
            assertThat(run(words.toArray(new String[0]))).isEqualTo(ExitStatus.FAILED);
            assertThat(out.toString().lines()).as("%s", words).hasSize(1);
            assertThat(Tree.read(out.toString()).text("error")).isNotEmpty();
            assertThat(err.toString()).isEmpty();
        }
    }

    @Test
    void nothing_at_all_is_answered_with_the_commands() {
        assertThat(run()).isEqualTo(ExitStatus.FAILED);
        assertThat(err.toString()).contains("Usage:", "attach");
    }

    @Test
    void examples_can_be_copied_from_eighty_columns() {
        for (CommandLine command : all()) {
            assertThat(command.getCommandSpec().usageMessage().footer())
                    .as(command.getCommandName())
                    .allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
        }
    }

    @Test
    void help_breaks_no_word() {
        for (CommandLine command : all()) {
            assertThat(help(command, 80)).as(command.getCommandName()).isEqualTo(help(command, 1_000));
        }
    }

    private static List<String> help(CommandLine command, int width) {
        command.setUsageHelpWidth(width);
        return List.of(command.getUsageMessage(CommandLine.Help.Ansi.OFF).split("\\s+"));
    }

    private static List<CommandLine> all() {
        return Stream.concat(Stream.of(Main.line()), shown().stream()).toList();
    }

    @Test
    void check_of_a_file_that_is_not_there_could_not_be_done() {
        String file = folder.resolve("nope.yaml").toString();
        assertThat(run("check", file)).isEqualTo(ExitStatus.FAILED);
        assertThat(err.toString().lines()).containsExactly("detour: " + file + " is not there");
    }

    @Test
    void bundle_that_cannot_be_written_is_refused_before_anything_is_done() throws IOException {
        String lost = folder.resolve("nope/b.zip").toString();
        String there = Files.createFile(folder.resolve("b.zip")).toString();
        for (String file : List.of(lost, there)) {
            assertThat(run("doctor", "http://127.0.0.1:1", "--bundle", file)).isEqualTo(ExitStatus.FAILED);
        }
        assertThat(err.toString().lines())
                .containsExactly(
                        "detour: " + lost + " cannot be written: its folder is not there",
                        "detour: " + there + " is there already, and is left as it is");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void doctor_says_all_in_one_line_for_programs() throws IOException {
        run("doctor", "http://127.0.0.1:1", "--json");
        assertThat(out.toString().lines()).hasSize(1);
        assertThat(Tree.read(out.toString()).tree("verdict").has("what")).isTrue();
    }

    @Test
    void interval_has_limits() {
        assertThat(run("status", "1", "--watch", "--interval", "0")).isEqualTo(ExitStatus.FAILED);
        assertThat(err.toString()).contains("--interval");
    }

    @Test
    void words_for_a_shell_are_quoted() {
        assertThat(CompletionCommand.quoted("/it's here/d.jar")).isEqualTo("'/it'\\''s here/d.jar'");
    }

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
