package dev.detour.it.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Command;
import dev.detour.it.children.DetourJar;
import dev.detour.it.children.Jcmd;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Library;
import dev.detour.it.contract.EventFile;
import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Puts a secret of its own wherever one may be, lets all go wrong, and looks for each in all that the agent tells. */
@Tag("once")
class PlantedSecretsTest {
    @TempDir
    Path folder;

    private SecretsScene scene;

    @BeforeEach
    void open() {
        scene = new SecretsScene(folder);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    @Tag("matrix")
    void no_output_of_the_agent_holds_a_planted_secret() throws IOException {
        Jdk jdk = Jdk.running();
        Library okHttp = Library.okHttp("4.12.0");
        Map<String, String> outputs = new LinkedHashMap<>();
        try (ChildJvm child =
                scene.child(jdk, okHttp).agent(scene.config.toString()).start()) {
            Jcmd.run(jdk, child, "JFR.start", "name=test");
            for (Library library : List.of(Library.JDK, okHttp)) {
                child.client(library.name(), library, Fields.none().with("version", "1.1"));
                outputs.put("exceptions of " + library, scene.run(child, library.name()));
            }

            try (Console console = Console.on(child)) {
                console.awaitBeans();
                outputs.put("JMX", console.everything());
            }
            scene.scraper.shows(page -> assertThat(page)
                    .anyMatch(line -> line.startsWith("detour_calls_total") && line.contains("gateway_error")));
            outputs.put("Prometheus", scene.scraper.text());
            Path recording = folder.resolve("recording.jfr");
            Jcmd.run(jdk, child, "JFR.dump", "name=test", "filename=" + recording);
            outputs.put("JFR", ours(recording));
            outputs.put(
                    "threads", child.ask(Fields.none().with("op", "threads")).toString());
            String pid = Long.toString(child.pid());
            outputs.put("status", run("status", pid));
            outputs.put("status --json", run("status", pid, "--json"));
            // The doctor sends no key: a peer cannot repeat one.
            scene.gateway.answer(Answer.json(404, "{}"));
            Path bundle = folder.resolve("bundle.zip");
            outputs.put(
                    "doctor",
                    run("doctor", scene.gateway.url("application.test"), "--pid", pid, "--bundle", bundle.toString()));
            outputs.put("bundle", unpacked(bundle));
            scene.write("detour.yaml", WrongPlaces.in(scene.secrets));
            new EventFile(scene.events).await(event -> event.toString().contains("config_rejected"));
            assertThat(child.end()).isZero();
            outputs.put("standard error", child.err().toString());
        }
        outputs.put("events", scene.events());
        outputs.put("OTLP", scene.exported());
        Path page = folder.resolve("report.html");
        outputs.put("report --json", run("report", "--json", "-o", page.toString(), scene.events.toString()));
        outputs.put("report.html", Files.readString(page));

        assertThat(outputs).allSatisfy((name, text) -> assertThat(text).as(name).isNotBlank());
        assertThat(outputs.get("exceptions of " + okHttp)).contains("connect_refused", "proxy_", "bad_response");
        assertThat(outputs.get("events"))
                .contains("auth_rejected", "request_rejected", "stream_error", "proxy_auth_required", "bad_response")
                .contains(
                        "gateway_error",
                        "config_rejected",
                        "breaker_opened",
                        "call_slow",
                        "\"response_body\":\"cannot log in ***");
        Map<String, Map<String, String>> betrayed = new LinkedHashMap<>();
        outputs.forEach((name, text) -> betrayed.put(name, betrayed(text)));
        betrayed.values().removeIf(Map::isEmpty);
        assertThat(betrayed).isEmpty();
        Set<String> missed = scene.secrets.places();
        missed.removeAll(scene.secrets.in(scene.rawMaterial() + WrongPlaces.in(scene.secrets)));
        assertThat(missed).as("what the search does not find where it is").isEmpty();
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

    /** By the places where they were put, the secrets that a text holds, with what stands around them. */
    private Map<String, String> betrayed(String text) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String place : scene.secrets.in(text)) {
            found.put(place, scene.secrets.around(place, text));
        }
        return found;
    }

    private String run(String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Jdk.running().java().toString(), "-jar", DetourJar.path().toString()));
        words.addAll(List.of(arguments));
        Command.Result result = Command.run(scene.variables(), words);
        return String.join("\n", result.out()) + "\n" + String.join("\n", result.err());
    }

    private static String unpacked(Path bundle) throws IOException {
        StringBuilder all = new StringBuilder();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(bundle))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                all.append(entry.getName()).append('\n').append(new String(zip.readAllBytes(), UTF_8));
            }
        }
        return all.toString();
    }

    /** The JVM itself records variables and properties as they are: that is none of the agent's doing. */
    private static String ours(Path recording) throws IOException {
        return RecordingFile.readAllEvents(recording).stream()
                .filter(event -> event.getEventType().getName().startsWith("dev.detour."))
                .map(Object::toString)
                .collect(Collectors.joining("\n"));
    }
}
