package dev.detour.it.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.Attachment;
import dev.detour.it.children.Command;
import dev.detour.it.children.DetourJar;
import dev.detour.it.children.Jdk;
import dev.detour.it.servers.Authority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the guide shows, people copy: it must be right. */
@Tag("once")
class ReadmeTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\n(.*?)^```$");
    private static final Pattern IN_A_CONFIG_MAP = Pattern.compile("(?m)^  detour\\.yaml: \\|\n((?:    .*\n)+)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Z_]+)}");
    private static final Pattern COMMAND = Pattern.compile("(?m)^  ([a-z]+) ");

    @TempDir
    Path folder;

    /** The configurations in it; of a manifest the one that it holds. */
    static Stream<String> configurations() throws IOException {
        return BLOCK.matcher(readme()).results().map(block -> block.group(1)).flatMap(ReadmeTest::configuration);
    }

    private static Stream<String> configuration(String yaml) {
        return yaml.startsWith("apiVersion:")
                ? IN_A_CONFIG_MAP
                        .matcher(yaml)
                        .results()
                        .map(held -> held.group(1).replaceAll("(?m)^    ", ""))
                : Stream.of(yaml);
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("..", "README.md"));
    }

    @Test
    void shows_configurations() throws IOException {
        assertThat(configurations()).hasSizeGreaterThan(5);
        assertThat(configurations()).anyMatch(yaml -> yaml.contains("/etc/detour-key/gateway"));
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void shows_configurations_without_a_fault(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("detour.yaml"), withFiles(yaml));
        Command.Result result = check(file, variables(yaml));
        assertThat(result.status()).as("%s\n%s", yaml, result).isZero();
        assertThat(result.err()).isEmpty();
    }

    /** Puts the files that the guide names into the test's folder. */
    private String withFiles(String yaml) throws IOException {
        Authority authority = Authority.named("The Guide's Root");
        authority.pem(folder.resolve("corp-root.pem"));
        authority.store(folder.resolve("roots.p12"), "PKCS12");
        authority.client("orders").store(folder.resolve("client.p12"), "PKCS12");
        Files.writeString(folder.resolve("password"), Authority.PASSWORD + "\n");
        Files.writeString(folder.resolve("gateway"), "the-gateway's-key");
        return yaml.replaceAll("/etc/detour(-key)?/", folder.toString().replace("\\", "/") + "/");
    }

    private static Map<String, String> variables(String yaml) {
        Map<String, String> variables = new HashMap<>();
        VARIABLE.matcher(yaml).results().forEach(name -> variables.put(name.group(1), "value"));
        return variables;
    }

    private static Command.Result check(Path file, Map<String, String> variables) {
        return Command.run(
                variables,
                List.of(
                        Jdk.running().java().toString(),
                        "-jar",
                        DetourJar.path().toString(),
                        "check",
                        file.toString()));
    }

    @Test
    void explains_every_command() throws IOException {
        List<String> help = Attachment.command("--help").out();
        List<String> below = help.subList(help.indexOf("Commands:"), help.size());
        String commands = String.join("\n", below.subList(0, below.indexOf("")));
        assertThat(COMMAND.matcher(commands).results().map(name -> name.group(1)))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(readme()).containsPattern("(?m)^\\| `" + name + "\\b"));
    }
}
