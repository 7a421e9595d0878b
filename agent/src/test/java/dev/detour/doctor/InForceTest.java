package dev.detour.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.detour.exchange.Url;
import dev.detour.json.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InForceTest {
    private static final Url VENDOR = Url.parse("https://api.anthropic.com/v1/messages");
    private static final String READ = "2030-01-01T00:00:00Z";

    @TempDir
    Path folder;

    @Test
    void goes_by_the_file_that_the_agent_goes_by() throws IOException {
        Path start = route("start.yaml", "first");
        Path attached = route("attached.yaml", "second");
        JvmView jvm = jvm("-javaagent:/opt/detour.jar=" + start);
        InForce inForce = new InForce(null, jvm, open(jvm, attached.toString()));
        assertThat(finding(inForce).summary()).isEqualTo(attached + ", in force in JVM 4711, read at " + READ);
        assertThat(finding(inForce).facts()).containsEntry("route", "second").containsEntry("mode", "act");
        assertThat(inForce.rules().routeOf(VENDOR)).isNotNull();
    }

    @Test
    void knows_variables_alone_from_a_file() throws IOException {
        JvmView jvm =
                JvmView.of("4711", Map.of("DETOUR_CONFIG", "/of/another.yaml"), Map.of("user.dir", "/"), List.of());
        assertThat(finding(new InForce(null, jvm, open(jvm, "environment"))).summary())
                .startsWith("variables only, no file, in force in JVM 4711");
    }

    @Test
    void falls_back_on_what_the_agent_would_read() throws IOException {
        Path file = route("start.yaml", "first");
        JvmView jvm = jvm("-javaagent:/opt/detour.jar=config=" + file);
        AgentView waiting = AgentView.answered(Tree.of(Map.of("state", "waiting", "attached", false)), jvm);
        assertThat(finding(new InForce(null, jvm, waiting)).summary())
                .isEqualTo(file + ", what Detour will read in JVM 4711: it waits for the first HTTP client");
    }

    @Test
    void file_that_the_user_names_stands_beside_the_one_in_force() throws IOException {
        Path wanted = route("wanted.yaml", "first");
        JvmView jvm = jvm();
        InForce inForce = new InForce(wanted.toString(), jvm, open(jvm, "/etc/other.yaml"));
        assertThat(finding(inForce).summary()).isEqualTo(wanted + ", as --config says");
        assertThat(finding(inForce).facts()).containsEntry("in force in JVM 4711", "/etc/other.yaml");
    }

    @Test
    void says_so_where_no_jvm_is_meant() throws IOException {
        Path file = route("detour.yaml", "first");
        assertThat(finding(new InForce(file.toString(), shell(), null)).facts()).containsEntry("route", "first");
        assertThat(finding(new InForce(null, shell(), null)).summary()).startsWith("variables only, no file");
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "ruotes: []\n");
        assertThatThrownBy(() -> new InForce(wrong.toString(), shell(), null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("unknown key 'ruotes'");
    }

    @Test
    void tells_what_was_rejected_from_what_never_was_right() throws IOException {
        Path wrong = Files.writeString(folder.resolve("detour.yaml"), "ruotes: []\n");
        Map<String, ?> rejected = Map.of("time", "2030-01-02T00:00:00Z", "faults", List.of("detour.yaml:1:1: wrong"));
        JvmView jvm = jvm();

        Finding later = finding(new InForce(
                null,
                jvm,
                answered(jvm, "open", Map.of("source", wrong.toString(), "read", READ, "rejected", rejected))));
        assertThat(later.code()).isEqualTo("configuration_rejected");
        assertThat(later.summary())
                .startsWith(wrong + " was rejected at 2030-01-02")
                .contains("what was read at " + READ + " stays in force");
        assertThat(later.facts()).containsEntry("fault", "detour.yaml:1:1: wrong");

        Finding never = finding(new InForce(
                null, jvm, answered(jvm, "unconfigured", Map.of("source", wrong.toString(), "rejected", rejected))));
        assertThat(never.summary()).endsWith("; Detour does nothing in JVM 4711");
        CourseResult refused = new CourseResult(
                "direct",
                "https://x",
                List.of(List.of(Finding.failed(Step.CONNECT, dev.detour.failure.FailureKind.CONNECT_REFUSED, "no")
                        .build())));
        Verdict verdict = Verdict.of(List.of(refused), List.of(never));
        assertThat(verdict.code()).isEqualTo("configuration_rejected");
        assertThat(verdict.why()).contains("fault: detour.yaml:1:1: wrong", "beside it, direct: connect_refused");
    }

    @Test
    void knows_an_agent_that_could_not_be_opened() throws IOException {
        JvmView jvm = jvm();
        AgentView failed = AgentView.answered(Tree.of(Map.of("state", "failed", "failure", "no rights")), jvm);
        Finding finding = finding(new InForce(null, jvm, failed));
        assertThat(finding.code()).isEqualTo("agent_failed");
        assertThat(finding.summary()).endsWith("no rights");
    }

    private Path route(String file, String name) throws IOException {
        return Files.writeString(
                folder.resolve(file),
                "routes:\n  - {name: " + name
                        + ", match: https://api.anthropic.com, to: https://gateway.example, credentials: strip}\n");
    }

    private static JvmView shell() {
        return JvmView.of(null, Map.of(), Map.of("user.dir", "/"), List.of());
    }

    private static JvmView jvm(String... arguments) {
        return JvmView.of("4711", Map.of(), Map.of("user.dir", "/"), List.of(arguments));
    }

    private static AgentView open(JvmView jvm, String source) {
        return answered(jvm, "open", Map.of("source", source, "read", READ, "mode", "act"));
    }

    private static AgentView answered(
            JvmView jvm, String state, Map<String, ? extends @Nullable Object> configuration) {
        return AgentView.answered(Tree.of(Map.of("state", state, "configuration", configuration)), jvm);
    }

    private static Finding finding(InForce inForce) {
        return inForce.finding(VENDOR);
    }
}
