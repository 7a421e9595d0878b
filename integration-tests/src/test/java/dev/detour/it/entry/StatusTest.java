package dev.detour.it.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.Attachment;
import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Command;
import dev.detour.it.children.Histogram;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import dev.detour.it.programs.Fields;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code status} and {@code list} tell of a JVM. */
class StatusTest {
    @TempDir
    Path folder;

    private final Jdk jdk = Jdks.one();
    private Scene scene;

    @BeforeEach
    void open() {
        scene = new Scene(folder);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void tells_what_is_in_force_and_what_became_of_calls() {
        try (ChildJvm child = scene.child(jdk, Library.okHttp("4.12.0"))
                .agent(scene.routed().toString())
                .start()) {
            assertThat(scene.call(child, Library.okHttp("4.12.0"))).isEqualTo("GET /routed/v1/x");
            child.ask(Fields.none().with("op", "sees").with("class", "sun.net.www.protocol.http.HttpURLConnection"));
            scene.gateway.close();
            scene.again(child);

            Command.Result json = status(child, "--json");
            assertThat(json.status()).isZero();
            assertThat(json.out())
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains(
                            "\"pid\":\"" + child.pid() + "\"",
                            "\"state\":\"open\"",
                            "\"attached\":false",
                            "\"name\":\"gateway\"",
                            "\"url\":\"" + scene.gateway.url("127.0.0.1") + "/routed\"",
                            "\"calls_succeeded\":1",
                            "\"calls_failed\":1",
                            "\"kind\":\"connect_refused\"",
                            "\"covered\":[{\"client\":\"OkHttp\",\"version\":\"4.12.0\"",
                            "\"client\":\"HttpURLConnection\"",
                            "\"mode\":\"act\"")
                    .doesNotContain("from-the-gateway");

            Command.Result text = status(child);
            assertThat(String.join("\n", text.out()))
                    .contains("there from the start", "1 succeeded", "1 failed", "connect_refused", "OkHttp 4.12.0")
                    .contains("not covered  HttpURLConnection")
                    .doesNotContain("from-the-gateway", "\u001b");
            assertThat(child.noise()).allMatch(line -> line.startsWith("detour: connect_refused"));
        }
    }

    @Test
    void asking_opens_nothing_and_keeps_nothing() {
        try (ChildJvm child =
                scene.child(jdk, Library.JDK).agent(scene.routed().toString()).start()) {
            child.ask(Fields.none().with("op", "threads"));
            for (int i = 0; i < 2; i++) {
                Command.Result result = status(child, "--json");
                assertThat(result.status()).isZero();
                assertThat(result.out().get(0)).contains("\"state\":\"waiting\"", "\"covered\":[]");
            }
            assertThat(String.join("\n", status(child).out())).contains("no client that it knows has been used");
            assertThat(Histogram.of(jdk, child).instances("dev.detour.AgentLoader"))
                    .isZero();

            assertThat(scene.call(child, Library.JDK)).isEqualTo("GET /routed/v1/x");
            assertThat(status(child, "--json").out().get(0)).contains("\"state\":\"open\"");
            Attachment.API.detach(child);
            assertThat(Histogram.of(jdk, child).instances("dev.detour.AgentLoader"))
                    .isZero();
            assertThat(child.noise()).isEmpty();
        }
    }

    @Test
    void tells_of_a_file_that_was_rejected() {
        Path config = scene.config("detour.yaml", "reload: 100ms\nroutes: []\n");
        try (ChildJvm child =
                scene.child(jdk, Library.JDK).agent(config.toString()).start()) {
            scene.call(child, Library.JDK);
            assertThat(status(child).status()).isZero();
            scene.config("detour.yaml", "reload: 100ms\nruotes: []\n");
            child.err().await(0, line -> line.contains("ruotes"));
            Command.Result result = status(child);
            assertThat(result.status()).isEqualTo(1);
            assertThat(String.join("\n", result.out()))
                    .contains("the last good one stays in force", "detour.yaml:2:1: unknown key 'ruotes'");
        }
    }

    @Test
    void tells_of_a_file_that_never_was_right() {
        Path config = scene.config("detour.yaml", "ruotes: []\n");
        try (ChildJvm child =
                scene.child(jdk, Library.JDK).agent(config.toString()).start()) {
            scene.call(child, Library.JDK);
            Command.Result result = status(child);
            assertThat(result.status()).isEqualTo(1);
            assertThat(String.join("\n", result.out())).contains("wrong from the start", "unknown key 'ruotes'");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void leaves_a_jvm_without_the_agent_alone() {
        try (ChildJvm child = scene.child(jdk, Library.JDK).start()) {
            child.ask(Fields.none().with("op", "threads"));
            Command.Result result = status(child);
            assertThat(result.status()).isEqualTo(1);
            assertThat(result.out().get(1)).startsWith("Detour is not in it");
            assertThat(child.ask(Fields.none().with("op", "threads")).list("threads"))
                    .doesNotContain("Attach Listener");
        }
    }

    @Test
    void watches_until_the_jvm_has_ended() throws Exception {
        try (ChildJvm child =
                scene.child(jdk, Library.JDK).agent(scene.routed().toString()).start()) {
            child.ask(Fields.none().with("op", "threads"));
            List<String> words = words("status", Long.toString(child.pid()), "--watch", "--interval", "0.1", "--json");
            Process watching =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            try (var lines = watching.inputReader()) {
                assertThat(lines.readLine()).contains("\"state\":\"waiting\"");
                assertThat(lines.readLine()).contains("\"state\":\"waiting\"");
                child.end();
                String last = "";
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    last = line;
                }
                assertThat(last).contains("\"state\":\"ended\"");
                assertThat(watching.waitFor()).isZero();
            } finally {
                watching.destroyForcibly();
            }
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void list_tells_java_program_and_presence_without_attaching() {
        try (ChildJvm started = scene.child(jdk, Library.JDK)
                        .agent(scene.routed().toString())
                        .start();
                ChildJvm bare = scene.child(jdk, Library.JDK).start()) {
            started.ask(Fields.none().with("op", "threads"));
            bare.ask(Fields.none().with("op", "threads"));
            List<String> list = Attachment.command("list", "--json").out();
            assertThat(of(list, started)).contains("\"detour\":\"from_the_start\"", "\"detour_version\":\"");
            assertThat(of(list, bare))
                    .contains("\"detour\":\"none\"", "\"program\":\"dev.detour.it.programs.CommandLoop\"");
            assertThat(of(list, bare)).contains("\"java\":\"" + jdk.release());
            assertThat(bare.ask(Fields.none().with("op", "threads")).list("threads"))
                    .doesNotContain("Attach Listener");

            Attachment.API.attach(bare, scene.routed());
            assertThat(of(Attachment.command("list", "--json").out(), bare)).contains("\"detour\":\"attached\"");
            assertThat(Attachment.command("list").out())
                    .anyMatch(line -> line.startsWith(Long.toString(bare.pid())) && line.endsWith("attached *"));
        }
    }

    private static String of(List<String> list, ChildJvm child) {
        return list.stream()
                .filter(line -> line.contains("\"pid\":\"" + child.pid() + "\""))
                .findFirst()
                .orElse("");
    }

    private static Command.Result status(ChildJvm child, String... options) {
        List<String> arguments = new ArrayList<>(List.of("status", Long.toString(child.pid())));
        arguments.addAll(Arrays.asList(options));
        return Attachment.command(arguments.toArray(String[]::new));
    }

    private static List<String> words(String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Jdk.running().java().toString(),
                "-jar",
                dev.detour.it.children.DetourJar.path().toString()));
        words.addAll(Arrays.asList(arguments));
        return words;
    }
}
