package dev.detour.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that leaves this package as text shows a secret, whatever the file looks like; and no file breaks it. */
class SecretsTest {
    private static final String CHARACTERS = " \n\t:-{}[],\"'#&*!|>%@`$?a0~<\\\u0000\uFEFF\u00e9";

    @TempDir
    Path folder;

    /** Everything that can be printed of a load. */
    private static String printed(Loaded loaded) {
        return new CheckReport(loaded).text()
                + loaded
                + loaded.settings()
                + loaded.faults()
                + loaded.warnings()
                + loaded.leftOut()
                + loaded.configuration();
    }

    @Test
    void no_output_of_the_complete_example_holds_a_secret() {
        Loaded loaded = Workspace.complete(folder).load();

        assertThat(loaded.isGood()).isTrue();
        assertThat(printed(loaded)).contains("***").doesNotContain("marked");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mode: ${env:M}",
                "service: ${env:M}",
                "reload: ${env:M}",
                "credential-headers: [\"${env:M}\"]",
                "routes: ${env:M}",
                "routes: [\"${env:M}\"]",
                "routes: [{match: \"${env:M}\"}]",
                "routes: [{match: \"https://${env:M}.example\"}]",
                "routes: [{match: \"https://a.example/${env:M}\", to: {url: \"http://${env:M}\", credentials: strip}}]",
                "routes: [{match: https://a.example, to: \"https://${env:M}.example\"}]",
                "routes: [{match: https://a.example, to: \"http://${env:M}\", credentials: forward}]",
                "routes: [{match: https://a.example, name: \"${env:M}\"}, {match: https://a.example, name: \"${env:M}\"}]",
                "routes: [{match: https://a.example, to: [{name: \"${env:M}\"}, {name: \"${env:M}\"}]}]",
                "routes: [{match: https://a.example, proxy: \"${env:M}\"}]",
                "routes: [{match: https://a.example, proxy: \"http://u:${env:M}@p.example:1\"}]",
                "routes: [{match: https://a.example, proxy: \"http://u:marked@p.example:1\"}]",
                "routes: [{match: https://a.example, proxy: \"http://u:a/marked@p\"}]",
                "routes: [{match: https://a.example, trust: \"${env:M}\"}]",
                "routes: [{match: https://a.example, trust: {file: \"${env:M}\", password: \"${env:M}\"}}]",
                "routes: [{match: https://a.example, client-certificate: {file: gone, password: marked}}]",
                "routes: [{match: https://a.example, dns: {hosts: {a: \"${env:M}\"}}}]",
                "routes: [{match: https://a.example, headers: {x: marked, y: \"${env:M}\u00e9\"}}]",
                "routes: [{match: https://a.example, query: {x: marked, y: \"${env:M}\"}}]",
                "routes: [{match: https://a.example, retry: {attempts: \"${env:M}\"}}]",
                "routes: [{match: https://a.example, provider: \"${env:M}\"}]",
                "telemetry: {events: \"${env:M}\", prometheus: \"${env:M}\", otlp: \"${env:M}\", slow: \"${env:M}\"}",
                "telemetry: {otlp: {endpoint: http://127.0.0.1:1, headers: {a: marked, b: \"${env:M}\"}}}",
                "telemetry: {events: \"/tmp/${env:M}\"}",
            })
    void no_output_of_a_good_or_a_bad_file_holds_a_secret(String yaml) {
        Workspace workspace = new Workspace(folder);
        workspace.variables.put("M", "marked");

        String printed = printed(workspace.load(yaml));

        assertThat(printed).doesNotContain("marked");
    }

    @Test
    void broken_yaml_around_a_secret_does_not_tell_it() {
        Workspace workspace = new Workspace(folder);
        String[] broken = {
            "password: marked: marked",
            "headers: {x: 'marked}",
            "a: [marked\nb: c",
            "\"marked",
            "- marked\nmarked: x\n  y",
            "a: &marked b\nc: *other",
            "a: !marked b",
            "%marked\n---\na",
            "a: \"\\marked\"",
            "a: @marked",
            "? [marked]\n: b",
        };
        for (String yaml : broken) {
            Loaded loaded = workspace.load(yaml);
            assertThat(loaded.faults()).as(yaml).isNotEmpty();
            assertThat(printed(loaded)).as(yaml).doesNotContain("marked");
        }
    }

    @Test
    @Timeout(120)
    void no_mutation_of_the_example_breaks_the_reader() {
        Workspace workspace = Workspace.complete(folder);
        byte[] example = Workspace.example().getBytes(StandardCharsets.UTF_8);
        for (int seed = 0; seed < 1000; seed++) {
            byte[] mutated = mutated(example, new Random(seed));
            workspace.write("detour.yaml", mutated);

            long begun = System.nanoTime();
            Loaded loaded = workspace.load();

            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .as("seed %s", seed)
                    .isLessThan(Duration.ofSeconds(10));
            assertThat(loaded.isGood())
                    .as("seed %s", seed)
                    .isEqualTo(loaded.faults().isEmpty());
            assertThat(printed(loaded))
                    .as("seed %s: %s", seed, loaded.faults())
                    .doesNotContain("internal error", "marked", "cannot be read as YAML");
            assertThat(loaded.faults())
                    .allSatisfy(fault -> assertThat(fault.toString()).doesNotContain("\n"));
        }
    }

    private static byte[] mutated(byte[] example, Random random) {
        StringBuilder text = new StringBuilder(new String(example, StandardCharsets.UTF_8));
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + 1 + random.nextInt(40));
            String piece = text.substring(at, end);
            switch (random.nextInt(5)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(random.nextInt(text.length()), piece);
                case 2 -> text.setCharAt(at, CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
                case 3 -> text.insert(at, CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
                default -> text.setLength(Math.max(at, 1));
            }
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(20) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    @Test
    @Timeout(60)
    void deep_and_wide_files_are_bounded() {
        Workspace workspace = new Workspace(folder);
        for (String yaml : new String[] {
            "[".repeat(1_000_000),
            "a: {".repeat(200_000),
            "- ".repeat(200_000),
            "a: " + "x".repeat(5_000_000),
            "? ".repeat(100_000),
            "a:\n" + " b:\n".repeat(100_000),
        }) {
            assertThat(workspace.load(yaml).faults()).as(yaml.substring(0, 10)).isNotEmpty();
        }
    }
}
