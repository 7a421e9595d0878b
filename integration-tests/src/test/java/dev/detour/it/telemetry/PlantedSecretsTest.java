package dev.detour.it.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Command;
import dev.detour.it.children.DetourJar;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Library;
import dev.detour.it.contract.EventFile;
import dev.detour.it.programs.Fields;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Puts a secret of its own wherever one may be, lets all go wrong, and looks for each in all that the agent tells. */
@Tag("once")
class PlantedSecretsTest {
    @TempDir
    Path folder;

    private SecretsScene scene;

    static Stream<Library> libraries() {
        return Stream.of(Library.JDK, Library.okHttp("4.12.0"));
    }

    @BeforeEach
    void open() {
        scene = new SecretsScene(folder);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void no_output_of_the_agent_holds_a_planted_secret(Library library) throws IOException {
        Jdk jdk = Jdk.running();
        Map<String, String> outputs = new LinkedHashMap<>();
        try (ChildJvm child =
                scene.child(jdk, library).agent(scene.config.toString()).start()) {
            child.client("client", library, Fields.none().with("version", "1.1"));
            jcmd(jdk, child, "JFR.start", "name=test");

            outputs.put("exceptions", scene.run(child));

            try (Console console = Console.on(child)) {
                console.awaitBeans();
                outputs.put("JMX", console.everything());
            }
            scene.scraper.shows(page -> assertThat(page)
                    .anyMatch(line -> line.startsWith("detour_calls_total") && line.contains("gateway_error")));
            outputs.put("Prometheus", scene.scraper.text());
            Path recording = folder.resolve("recording.jfr");
            jcmd(jdk, child, "JFR.dump", "name=test", "filename=" + recording);
            outputs.put("JFR", ours(recording));
            outputs.put("threads", child.ask(Fields.none().with("op", "threads")).toString());
            scene.write("detour.yaml", WrongPlaces.in(scene.secrets));
            new EventFile(scene.events).await(event -> event.toString().contains("config_rejected"));
            assertThat(child.end()).isZero();
            outputs.put("standard error", child.err().toString());
        }
        outputs.put("events", scene.events());
        outputs.put("OTLP", scene.exported());

        assertThat(outputs).allSatisfy((name, text) -> assertThat(text).as(name).isNotBlank());
        assertThat(outputs.get("exceptions")).contains("connect_refused", "proxy_", "bad_response");
        assertThat(outputs.get("events"))
                .contains("auth_rejected", "request_rejected", "stream_error", "proxy_auth_required", "bad_response")
                .contains("gateway_error", "config_rejected", "breaker_opened", "call_slow");
        outputs.forEach((name, text) -> assertThat(betrayed(text)).as(name).isEmpty());
        assertThat(scene.secrets.in(scene.rawMaterial() + WrongPlaces.in(scene.secrets)))
                .as("what was really planted")
                .isEqualTo(scene.secrets.places());
    }

    @Test
    void commands_print_no_planted_secret() {
        Path wrong = scene.write("wrong.yaml", WrongPlaces.in(scene.secrets));
        List<String> said = new ArrayList<>();
        said.add(run("check", scene.config.toString()));
        said.add(run("check", wrong.toString()));
        for (String broken : WrongPlaces.notYaml(scene.secrets)) {
            said.add(run("check", scene.write("broken.yaml", broken).toString()));
        }
        scene.variables().put("DETOUR_TELEMETRY_LOG", scene.secrets.key("variable of a setting"));
        scene.variables().put("DETOUR_MODE", "Bearer " + scene.secrets.at("variable of the mode"));
        said.add(run("check"));

        assertThat(said).noneMatch(String::isBlank);
        assertThat(betrayed(String.join("\n", said))).isEmpty();
    }

    /** The lines that hold secrets, each with the places where these were put. */
    private Map<String, Set<String>> betrayed(String text) {
        Map<String, Set<String>> lines = new LinkedHashMap<>();
        text.lines().forEach(line -> lines.put(line, scene.secrets.in(line)));
        lines.values().removeIf(Set::isEmpty);
        return lines;
    }

    private String run(String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Jdk.running().java().toString(), "-jar", DetourJar.path().toString()));
        words.addAll(List.of(arguments));
        Command.Result result = Command.run(scene.variables(), words);
        return String.join("\n", result.out()) + "\n" + String.join("\n", result.err());
    }

    private static void jcmd(Jdk jdk, ChildJvm child, String... command) {
        List<String> words = Stream.concat(
                        Stream.of(jdk.tool("jcmd").toString(), Long.toString(child.pid())), Stream.of(command))
                .toList();
        Command.Result result = Command.run(Map.of(), words);
        assertThat(result.status()).as(result.toString()).isZero();
    }

    /** The JVM itself records variables and properties as they are: that is none of the agent's doing. */
    private static String ours(Path recording) throws IOException {
        return RecordingFile.readAllEvents(recording).stream()
                .filter(event -> event.getEventType().getName().startsWith("dev.detour."))
                .map(Object::toString)
                .collect(Collectors.joining("\n"));
    }
}
