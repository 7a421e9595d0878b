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
