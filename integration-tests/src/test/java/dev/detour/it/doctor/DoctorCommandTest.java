package dev.detour.it.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.Attachment;
import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Command;
import dev.detour.it.children.DetourJar;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Library;
import dev.detour.it.doctor.CommandHost.Printed;
import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Answer;
import dev.detour.it.servers.DeadEnds;
import dev.detour.it.servers.Gateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as it is started by a user. */
@Tag("once")
class DoctorCommandTest {
    private static final String KEY = "sk-ant-api03-another-key-9876543210";

    @TempDir
    static Path folder;

    private static CommandHost host;

    @BeforeAll
    static void begin() throws IOException {
        host = new CommandHost(List.of("-Djdk.net.hosts.file=" + hosts()), Map.of("ANTHROPIC_API_KEY", KEY));
    }

    @AfterAll
    static void end() {
        host.close();
    }

    private static Path hosts() throws IOException {
        return Files.writeString(folder.resolve("hosts"), Ward.HOSTS);
    }

    @Test
    void sees_with_the_eyes_of_a_running_jvm_and_packs_it_for_support() throws IOException {
        Path bundle = folder.resolve("bundle.zip");
        try (DeadEnds.Refusing dead = new DeadEnds.Refusing();
                ChildJvm service = ChildJvm.on(Jdk.running())
                        .property("https.proxyHost", "127.0.0.1")
                        .property("https.proxyPort", dead.port())
                        .variable("ANTHROPIC_API_KEY", KEY)
                        .start()) {
            service.client("one", Library.JDK, Fields.none());
            Command.Result result = doctor(
                    Map.of("ANTHROPIC_API_KEY", "another"),
                    "https://gateway.test/v1",
                    "--pid",
                    Long.toString(service.pid()),
                    "--bundle",
                    bundle.toString());
            String screen = String.join("\n", result.out());
            assertThat(result.status()).as("%s", result).isEqualTo(1);
            assertThat(screen)
                    .contains("What  proxy_unreachable (proxy)")
                    .contains("https.proxyHost: JVM: 127.0.0.1, shell: (not set)")
                    .contains("ANTHROPIC_API_KEY: " + KEY.length() + " characters; in this shell another one, 7")
                    .contains("java.net.http: 1")
                    .doesNotContain(KEY);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bundle)))
                .isEqualTo("rw-------");
        assertThat(entries(bundle))
                .containsOnlyKeys("findings.json", "report.txt", "environment.txt", "configuration.txt")
                .allSatisfy((name, text) -> assertThat(text).isNotEmpty().doesNotContain(KEY));
    }

    @Test
    void goes_by_what_is_in_force_in_a_jvm_that_was_attached_to() throws IOException {
        try (Gateway gateway = Gateway.plain();
                ChildJvm service = ChildJvm.on(Jdk.running()).start()) {
            gateway.answer(Answer.json(200, "{}"));
            Path config = Files.writeString(folder.resolve("c2.yaml"), """
                    reload: 100ms
                    routes:
                      - {name: second, match: https://api.anthropic.com, to: "http://127.0.0.1:%d", credentials: strip}
                    """.formatted(gateway.port()));
            Attachment.COMMAND.attach(service, config);
            service.client("one", Library.JDK, Fields.none());
            String[] words = {"https://api.anthropic.com/v1/messages", "--pid", Long.toString(service.pid())};

            assertThat(String.join("\n", doctor(Map.of(), words).out()))
                    .contains("configuration  ok " + config + ", in force in JVM " + service.pid(), "route: second")
                    .contains("nothing wrong: route second works");

            Files.writeString(config, "ruotes: []\n");
            service.err().await(0, line -> line.contains("ruotes"));
            Command.Result rejected = doctor(Map.of(), words);
            assertThat(rejected.status()).isEqualTo(1);
            assertThat(String.join("\n", rejected.out()))
                    .contains("What  configuration_rejected (agent)", "unknown key 'ruotes'", "stays in force");
        }
    }

    @Test
    void compares_the_paths_of_a_route() throws Exception {
        try (DeadEnds.Refusing dead = new DeadEnds.Refusing();
                Gateway gateway = Gateway.plain()) {
            gateway.answer(Answer.json(200, "{}"));
            Path config = Files.writeString(folder.resolve("detour.yaml"), """
                    routes:
                      - name: ai
                        match: https://api.anthropic.com
                        to:
                          - {name: first, url: "http://127.0.0.1:%d", credentials: strip}
                          - {name: second, url: "http://127.0.0.1:%d", credentials: strip}
                    """.formatted(dead.port(), gateway.port()));
            Printed printed = inHost("https://api.anthropic.com/v1/messages", "--config", config.toString());
            assertThat(printed.text())
                    .contains("What  connect_refused (connect)")
                    .contains("It works by another way (route ai, path second)")
                    .contains("configuration  ok " + config + ", as --config says", "route: ai");
            assertThat(gateway.received())
                    .hasSize(1)
                    .allMatch(request -> request.target().equals("/v1/messages"));
        }
    }

    @Test
    void judges_the_way_that_calls_go_where_a_route_is_only_observed() throws Exception {
        try (DeadEnds.Refusing dead = new DeadEnds.Refusing();
                Gateway origin = Gateway.plain()) {
            origin.answer(Answer.json(200, "{}"));
            Path config = Files.writeString(folder.resolve("observe.yaml"), """
                    mode: observe
                    routes:
                      - {name: ai, match: "http://127.0.0.1:%d", to: "http://127.0.0.1:%d", credentials: strip}
                    """.formatted(origin.port(), dead.port()));
            Printed printed =
                    inHost("http://127.0.0.1:" + origin.port() + "/v1/messages", "--config", config.toString());
            assertThat(printed.text())
                    .contains("nothing wrong: direct works")
                    .contains("and beside it, route ai (only observed): connect_refused");
        }
    }

    @Test
    void sends_nothing_that_costs_money_unless_somebody_agrees() throws Exception {
        try (Gateway gateway = Gateway.plain()) {
            Printed printed =
                    inHost("http://127.0.0.1:" + gateway.port() + "/v1/messages", "--request", "--model", "a-model");
            assertThat(printed.status()).isEqualTo(2);
            assertThat(printed.text())
                    .contains("POST http://127.0.0.1:" + gateway.port() + "/v1/messages", "a-model", "x-api-key: ***")
                    .doesNotContain(KEY);
            assertThat(gateway.received()).isEmpty();
        }
    }

    @Test
    void says_what_it_cannot_do() throws Exception {
        assertThat(inHost("ftp://gateway.test").status()).isEqualTo(2);
        assertThat(inHost("https://gateway.test", "--proxy", "socks4://127.0.0.1")
                        .text())
                .contains("--proxy: socks4:// proxies are not supported");
        assertThat(inHost("https://gateway.test", "--idle", "long").text()).contains("'long' is no duration");
    }

    /** In a JVM that is there already. */
    private static Printed inHost(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of("doctor"));
        all.addAll(List.of(words));
        return host.run(all).get(2, TimeUnit.MINUTES);
    }

    private static Command.Result doctor(Map<String, String> variables, String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                Jdk.running().java().toString(),
                "-Djdk.net.hosts.file=" + hosts(),
                "-jar",
                DetourJar.path().toString(),
                "doctor"));
        all.addAll(List.of(words));
        return Command.run(variables, all);
    }

    private static Map<String, String> entries(Path zip) throws IOException {
        Map<String, String> entries = new TreeMap<>();
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (var entry : file.stream().toList()) {
                entries.put(
                        entry.getName(), new String(file.getInputStream(entry).readAllBytes(), UTF_8));
            }
        }
        return entries;
    }
}
