package dev.detour.it.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.Attachment;
import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Command;
import dev.detour.it.children.DetourJar;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Library;
import dev.detour.it.programs.Fields;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a user types them. */
class CommandsTest {
    @TempDir
    Path folder;

    @Test
    void demonstration_shows_five_steps_that_came_out_as_they_should() {
        Command.Result result = Attachment.command("demo", "--json");
        assertThat(result.status()).as(result.toString()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).hasSize(5).allMatch(line -> line.endsWith("\"well\":true}"));
        assertThat(result.out().get(0)).contains("UnresolvedAddressException");
        assertThat(result.out().get(1)).contains("x-api-key: the-gateways-key", "Hello from the gateway");
        assertThat(result.out().get(2)).contains("gateway_error (503), sent again after");
        assertThat(result.out().get(3)).contains("connect_refused at http://127.0.0.1:");
        assertThat(result.out().get(4)).contains("Hello from the second gateway");
    }

    @Test
    void attach_and_detach_tell_programs_what_they_did() {
        try (Scene scene = new Scene(folder);
                ChildJvm child = scene.child(Jdk.running(), Library.JDK).start()) {
            child.ask(Fields.none().with("op", "threads"));
            String pid = Long.toString(child.pid());
            Path wrong = scene.config("wrong.yaml", "rutes: []\n");
            Command.Result refused = Attachment.command("attach", pid, "--config", wrong.toString(), "--json");
            assertThat(refused.status()).isEqualTo(2);
            assertThat(refused.out()).hasSize(1);
            assertThat(refused.out().get(0)).contains("\"done\":false", "unknown key 'rutes'");

            String config = scene.routed().toString();
            assertThat(Attachment.command("attach", pid, "--config", config, "--json")
                            .out())
                    .containsExactly("{\"pid\":\"" + pid + "\",\"done\":true}");
            assertThat(Attachment.command("detach", pid, "--json").out())
                    .containsExactly("{\"pid\":\"" + pid + "\",\"done\":true}");
        }
    }

    @Test
    void every_command_explains_itself_without_colours_where_there_is_no_terminal() {
        for (String name : List.of("demo", "check", "list", "attach", "status", "detach", "completion")) {
            Command.Result result = Attachment.command("help", name);
            assertThat(result.status()).as(name).isZero();
            assertThat(String.join("\n", result.out()))
                    .contains("Usage:", "Examples:", "java -jar detour.jar " + name)
                    .doesNotContain("\u001b");
        }
    }

    @Test
    @EnabledIf("hasBash")
    void completion_makes_detour_a_word_of_the_shell() throws Exception {
        Path script = folder.resolve("completion");
        Files.write(script, Attachment.command("completion").out());
        String java = Jdk.running().home().resolve("bin").toString();
        Command.Result result =
                Command.run(Map.of("PATH", java + ":/usr/bin:/bin"), List.of("bash", "-c", """
                source '%s'
                complete -p detour
                type -t detour
                COMP_WORDS=(detour st); COMP_CWORD=1; _complete_detour 2> /dev/null; echo "${COMPREPLY[@]}"
                COMP_WORDS=(detour status --w); COMP_CWORD=2; _complete_detour 2> /dev/null; echo "${COMPREPLY[@]}"
                detour --version
                """.formatted(script)));
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).hasSize(5);
        assertThat(result.out().get(0)).startsWith("complete").contains("_complete_detour");
        assertThat(result.out().subList(1, 4)).containsExactly("function", "status", "--watch");
        assertThat(result.out().get(4)).startsWith("detour ");
    }

    static boolean hasBash() {
        return Files.isExecutable(Path.of("/bin/bash"));
    }

    @Test
    void jar_that_is_no_file_of_ours_is_named_in_the_completion() {
        assertThat(String.join("\n", Attachment.command("completion").out()))
                .contains("java -jar '" + DetourJar.path() + "'");
    }
}
