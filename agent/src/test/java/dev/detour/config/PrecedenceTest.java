package dev.detour.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.telemetry.TelemetrySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Property, variable, file, default: in this order. */
class PrecedenceTest {
    @TempDir
    Path folder;

    private Workspace workspace;

    @BeforeEach
    void set_up() {
        workspace = new Workspace(folder);
    }

    private Setting setting(String yaml, String key) {
        Loaded loaded = workspace.load(yaml);
        assertThat(loaded.faults()).isEmpty();
        return loaded.settings().stream()
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_property_wins_over_a_variable_over_the_file_over_the_default() {
        assertThat(setting("", "telemetry.log")).isEqualTo(Setting.of("telemetry.log", "failures", "default"));
        String yaml = "telemetry:\n  log: off\n";
        assertThat(setting(yaml, "telemetry.log")).isEqualTo(Setting.of("telemetry.log", "off", "detour.yaml:2"));
        workspace.variables.put("DETOUR_TELEMETRY_LOG", "failures");
        assertThat(setting(yaml, "telemetry.log"))
                .isEqualTo(Setting.of("telemetry.log", "failures", "variable DETOUR_TELEMETRY_LOG"));
        workspace.properties.put("detour.telemetry.log", "calls");
        assertThat(setting(yaml, "telemetry.log"))
                .isEqualTo(Setting.of("telemetry.log", "calls", "property detour.telemetry.log"));
    }

    static List<String> scalars() {
        return Keys.SCALARS;
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void every_scalar_key_is_read_from_its_variable_and_its_property(String key) {
        workspace.variables.put(Overrides.variable(key), "\u0001nonsense");
        assertThat(workspace.faults("routes: [{match: \"*\"}]"))
                .as("by its variable, since nonsense is a fault there, or is told of as a needless detail")
                .anyMatch(fault -> fault.startsWith("variable " + Overrides.variable(key)));

        workspace.properties.put("detour." + key, "\u0001nonsense");
        assertThat(workspace.faults("routes: [{match: \"*\"}]"))
                .anyMatch(fault -> fault.startsWith("property detour." + key));
    }

    @Test
    void a_detail_joins_the_one_value_that_the_file_has() {
        workspace.variables.put("DETOUR_TELEMETRY_EVENTS_MAX_SIZE", "64KB");

        Configuration configuration = workspace.good("telemetry: {events: /tmp/events.jsonl}");

        assertThat(configuration.telemetry().eventsFile()).isEqualTo("/tmp/events.jsonl");
        assertThat(configuration.telemetry().eventsMaxSize()).isEqualTo(64 << 10);
    }

    @Test
    void off_turns_off_what_the_file_turns_on() {
        workspace.variables.put("DETOUR_TELEMETRY_EVENTS", "off");
        workspace.variables.put("DETOUR_TELEMETRY_EVENTS_KEEP", "3");
        workspace.variables.put("DETOUR_TELEMETRY_PROMETHEUS", "off");
        workspace.variables.put("DETOUR_TELEMETRY_OTLP", "off");
        workspace.variables.put("DETOUR_TELEMETRY_SLOW", "off");

        Configuration configuration =
                workspace.good("telemetry: {events: e, prometheus: 127.0.0.1:1, otlp: http://127.0.0.1:2, slow: 1s}");

        assertThat(configuration.telemetry().eventsFile()).isNull();
        assertThat(configuration.telemetry().prometheus()).isNull();
        assertThat(configuration.telemetry().otlpEndpoint()).isNull();
        assertThat(configuration.telemetry().slow()).isNull();
    }

    @Test
    void an_empty_variable_counts_as_not_set() {
        workspace.variables.put("DETOUR_RELOAD", "");

        assertThat(setting("reload: 7s", "reload").shown()).isEqualTo("7s");
    }

    @Test
    void defaults_for_every_route_may_come_from_a_variable() {
        workspace.variables.put("DETOUR_DEFAULTS_RETRY_ATTEMPTS", "1");

        assertThat(setting("routes: [{name: a, match: \"*\"}]", "routes.a.retry.attempts"))
                .isEqualTo(Setting.of("routes.a.retry.attempts", "1", "variable DETOUR_DEFAULTS_RETRY_ATTEMPTS"));
    }

    @Test
    void relative_files_of_variables_start_at_the_working_folder() {
        new java.io.File(folder.toFile(), "conf").mkdir();
        workspace.write("conf/detour.yaml", "telemetry: {jmx: no}");
        workspace.variables.put("DETOUR_TELEMETRY_EVENTS", "events.jsonl");

        Configuration configuration = Workspace.good(workspace.loader().load(Source.file("conf/detour.yaml")));

        assertThat(configuration.telemetry().eventsFile())
                .isEqualTo(folder.resolve("events.jsonl").toString());
    }

    @Test
    void warns_of_variables_and_properties_that_are_nearly_ours() {
        workspace.variables.put("DETOUR_TELEMETRY_LOGS", "off");
        workspace.variables.put("DETOUR_SERVICE_HOST", "10.0.0.1"); // Kubernetes, for a service of that name
        workspace.variables.put("DETOUR_STRICT", "true");
        workspace.properties.put("detour.relaod", "1s");

        assertThat(workspace.load("routes: [{match: \"*\"}]").warnings())
                .containsExactly(
                        "property detour.relaod is none of ours; did you mean detour.reload?",
                        "variable DETOUR_TELEMETRY_LOGS is none of ours; did you mean DETOUR_TELEMETRY_LOG?");
    }

    @Test
    void the_variables_of_opentelemetry_count_where_nothing_else_is_said() {
        workspace.variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318");
        workspace.variables.put("OTEL_EXPORTER_OTLP_HEADERS", "api-key=a%20b,x=y");

        Configuration configuration = workspace.good("");

        assertThat(configuration.telemetry().otlpEndpoint()).isEqualTo("http://127.0.0.1:4318/v1/metrics");
        assertThat(configuration.telemetry().otlpHeaders())
                .containsEntry("api-key", "a b")
                .containsEntry("x", "y");
        assertThat(workspace
                        .good("telemetry: {otlp: http://127.0.0.1:1}")
                        .telemetry()
                        .otlpEndpoint())
                .isEqualTo("http://127.0.0.1:1/v1/metrics");
        assertThat(workspace.good("telemetry: {otlp: off}").telemetry().otlpEndpoint())
                .isNull();
    }

    @Test
    void an_endpoint_for_metrics_alone_is_taken_as_it_is() {
        workspace.variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318");
        workspace.variables.put("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "http://127.0.0.1:4319/push");
        workspace.variables.put("OTEL_METRIC_EXPORT_INTERVAL", "15000");

        TelemetrySettings telemetry = workspace.good("").telemetry();

        assertThat(telemetry.otlpEndpoint()).isEqualTo("http://127.0.0.1:4319/push");
        assertThat(telemetry.otlpInterval()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void a_collector_that_is_spoken_to_by_grpc_is_not_ours() {
        workspace.variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317");
        workspace.variables.put("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");

        assertThat(workspace.good("").telemetry().otlpEndpoint()).isNull();
    }

    @Test
    void an_interval_that_is_none_is_left_out_and_told() {
        workspace.variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318");
        workspace.variables.put("OTEL_METRIC_EXPORT_INTERVAL", "1m");

        Loaded loaded = workspace.load("");

        assertThat(Workspace.good(loaded).telemetry().otlpInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(loaded.leftOut())
                .containsExactly(
                        "variable OTEL_METRIC_EXPORT_INTERVAL: '1m' is no number of milliseconds; it is left" + " out");
    }

    @Test
    void a_broken_variable_of_opentelemetry_is_left_out_and_told() {
        workspace.variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317");

        Loaded loaded = workspace.load("");

        assertThat(Workspace.good(loaded).telemetry().otlpEndpoint()).isNull();
        assertThat(loaded.leftOut())
                .containsExactly("variable OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317' is not a URL; it begins with"
                        + " https:// or http://; it is left out");
    }

    @Test
    void the_source_is_the_option_then_the_property_then_the_variable_then_the_environment() {
        workspace.variables.put("DETOUR_CONFIG", "v");
        Environment variable = Environment.of(workspace.variables, workspace.properties, "");
        workspace.properties.put("detour.config", "p");
        Environment both = Environment.of(workspace.variables, workspace.properties, "");

        assertThat(Source.choose("o", both).file()).isEqualTo("o");
        assertThat(Source.choose(null, both).file()).isEqualTo("p");
        assertThat(Source.choose("", variable).file()).isEqualTo("v");
        assertThat(Source.choose(null, Environment.of(java.util.Map.of(), java.util.Map.of(), ""))
                        .file())
                .isNull();
    }
}
