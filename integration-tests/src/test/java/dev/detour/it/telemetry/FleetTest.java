package dev.detour.it.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.Command;
import dev.detour.it.children.DetourJar;
import dev.detour.it.children.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the jar brings for fleets is right, as far as a machine without a cluster can tell. */
@Tag("once")
class FleetTest {
    /** A metric with what it is selected by. */
    private static final Pattern SELECTOR =
            Pattern.compile("\\b((?:detour|http_client)_[a-z_]+|target_info)\\b(?:\\{([^}]*)})?");

    private static final Pattern LABEL = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)");
    private static final Pattern GROUPED = Pattern.compile("\\b(?:by|on) \\(([^)]*)\\)");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\(([a-z_]+), ([a-z_]+)\\)");
    private static final Pattern ON_PAGE = Pattern.compile("^([a-z_]+)\\{(.*)} \\S+$");
    private static final Pattern CODE = Pattern.compile("(?m)^\\| `([a-z0-9_]+)` \\| [a-z]+ \\|.*\\| ([^|]+) \\|$");

    /** Those that Prometheus itself adds. */
    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance", "le");

    @TempDir
    Path folder;

    @Test
    void dashboard_and_alerts_use_what_an_agent_really_exports() {
        try (Troubles troubles = new Troubles(folder)) {
            troubles.happen();

            troubles.scraper.shows(page -> {
                Map<String, Set<String>> exported = exported(page);
                for (String query : expressions()) {
                    assertThat(unknown(query, exported)).as(query).isEmpty();
                }
                for (String variable : FleetFiles.ofDashboard("definition")) {
                    MatchResult values =
                            LABEL_VALUES.matcher(variable).results().findFirst().orElseThrow();
                    assertThat(exported.getOrDefault(values.group(1), Set.of())).contains(values.group(2));
                }
            });
            assertThat(unknown("sum by (path) (detour_call{route=\"x\"})", exported(List.of())))
                    .as("what is found where something is wrong")
                    .containsExactly("by path", "detour_call");
        }
    }

    private static List<String> expressions() {
        List<String> expressions = new ArrayList<>(FleetFiles.queries());
        FleetFiles.alerts().forEach(rule -> expressions.add(FleetFiles.at(rule, "expr")));
        return expressions;
    }

    /** The labels of each metric on the page. */
    private static Map<String, Set<String>> exported(List<String> page) {
        Map<String, Set<String>> exported = new java.util.HashMap<>();
        for (String line : page) {
            ON_PAGE.matcher(line).results().forEach(series -> {
                Set<String> labels = exported.computeIfAbsent(series.group(1), metric -> new HashSet<>());
                LABEL.matcher(series.group(2)).results().forEach(label -> labels.add(label.group(1)));
            });
        }
        page.stream()
                .filter(line -> line.matches("[a-z_]+ \\S+"))
                .forEach(line -> exported.putIfAbsent(line.substring(0, line.indexOf(' ')), Set.of()));
        return exported;
    }

    /** What an expression asks for and nothing exports. */
    private static Set<String> unknown(String query, Map<String, Set<String>> exported) {
        Set<String> unknown = new TreeSet<>();
        Set<String> all = new HashSet<>(OF_PROMETHEUS);
        String selectors = GROUPED.matcher(query).replaceAll("");
        SELECTOR.matcher(selectors).results().forEach(selector -> {
            Set<String> labels = exported.get(selector.group(1));
            if (labels == null) {
                unknown.add(selector.group(1));
                return;
            }
            all.addAll(labels);
            LABEL.matcher(String.valueOf(selector.group(2)))
                    .results()
                    .map(label -> label.group(1))
                    .filter(label -> !labels.contains(label))
                    .forEach(label -> unknown.add(selector.group(1) + " " + label));
        });
        GROUPED.matcher(query)
                .results()
                .flatMap(group -> Stream.of(group.group(1).split(", ")))
                .filter(label -> !all.contains(label))
                .forEach(label -> unknown.add("by " + label));
        return unknown;
    }

    @Test
    void dashboard_is_one_that_grafana_10_takes() {
        assertThat(FleetFiles.ofDashboard("schemaVersion")).containsExactly("39");
        assertThat(FleetFiles.ofDashboard("id")).doesNotHaveDuplicates();
        assertThat(FleetFiles.ofDashboard("name")).contains("datasource", "service", "route");
        assertThat(FleetFiles.ofDashboard("expr")).hasSizeGreaterThan(15);
        assertThat(FleetFiles.ofDashboard("uid")).containsOnly("detour", "${datasource}");
    }

    @Test
    void alerts_name_codes_of_the_dictionary_and_quote_its_hints() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        List<String> codes =
                CODE.matcher(readme).results().map(row -> row.group(1)).toList();
        String alerts = FleetFiles.text(FleetFiles.ALERTS);
        for (Map<String, Object> rule : FleetFiles.alerts()) {
            Pattern.compile("error_type=~?\"([^\"]+)\"")
                    .matcher(FleetFiles.<String>at(rule, "expr"))
                    .results()
                    .forEach(named -> assertThat(codes).anyMatch(code -> code.matches(named.group(1))));
            assertThat(FleetFiles.<String>at(rule, "annotations", "summary")).isNotBlank();
            assertThat(FleetFiles.<String>at(rule, "annotations", "runbook")).isNotBlank();
            assertThat(FleetFiles.<String>at(rule, "labels", "severity")).isIn("critical", "warning");
        }
        for (String code :
                List.of("quota_exhausted", "auth_rejected", "tls_untrusted", "tls_expired", "tls_hostname")) {
            String hint = CODE.matcher(readme)
                    .results()
                    .filter(row -> row.group(1).equals(code))
                    .findFirst()
                    .orElseThrow()
                    .group(2);
            assertThat(alerts).contains(hint);
        }
    }

    @Test
    void manifests_hold_together() {
        List<Map<String, Object>> documents = FleetFiles.documents(FleetFiles.DEPLOYMENT);
        assertThat(documents)
                .allSatisfy(document -> assertThat(document).containsKeys("apiVersion", "kind", "metadata"));
        Map<String, Object> deployment = FleetFiles.document(FleetFiles.DEPLOYMENT, "Deployment");
        Map<String, Object> pod = FleetFiles.at(deployment, "spec", "template", "spec");
        Map<String, Object> container = FleetFiles.at(pod, "containers", 0);
        Map<String, Object> init = FleetFiles.at(pod, "initContainers", 0);
        List<Map<String, Object>> volumes = FleetFiles.at(pod, "volumes");
        List<String> names = volumes.stream()
                .map(volume -> String.valueOf(volume.get("name")))
                .toList();

        assertThat(mounts(container).keySet()).containsExactlyInAnyOrderElementsOf(names);
        assertThat(names).containsAll(mounts(init).keySet());
        assertThat(FleetFiles.<List<Map<String, Object>>>at(container, "volumeMounts"))
                .noneMatch(mount -> mount.containsKey("subPath"));
        assertThat(FleetFiles.<String>at(volumes.get(1), "configMap", "name"))
                .isEqualTo(FleetFiles.at(FleetFiles.document(FleetFiles.DEPLOYMENT, "ConfigMap"), "metadata", "name"));
        assertThat(FleetFiles.<String>at(volumes.get(2), "secret", "secretName"))
                .isEqualTo(FleetFiles.at(FleetFiles.document(FleetFiles.DEPLOYMENT, "Secret"), "metadata", "name"));
        // What the JVM is told lies where it is mounted, and the init container has put it there.
        assertThat(FleetFiles.<String>at(container, "env", 0, "value"))
                .isEqualTo("-javaagent:" + mounts(container).get("detour") + "/detour.jar="
                        + mounts(container).get("detour-config") + "/detour.yaml");
        assertThat(FleetFiles.<List<String>>at(init, "command"))
                .endsWith(mounts(init).get("detour") + "/detour.jar");
        assertThat(FleetFiles.<Map<String, Object>>at(deployment, "spec", "selector", "matchLabels"))
                .isEqualTo(FleetFiles.at(deployment, "spec", "template", "metadata", "labels"))
                .isEqualTo(FleetFiles.at(
                        FleetFiles.document(FleetFiles.DEPLOYMENT, "PodMonitor"), "spec", "selector", "matchLabels"));
        assertThat(configuration())
                .contains("${file:" + mounts(container).get("detour-key") + "/gateway}")
                .contains(mounts(container).get("detour-events") + "/events.jsonl")
                .contains("prometheus: 0.0.0.0:" + FleetFiles.at(container, "ports", 0, "containerPort"));
        assertThat(FleetFiles.<Map<String, Object>>at(
                        FleetFiles.document(FleetFiles.DEPLOYMENT, "Secret"), "stringData"))
                .containsOnlyKeys("gateway");
        assertThat(FleetFiles.<String>at(
                        FleetFiles.document(FleetFiles.DEPLOYMENT, "PodMonitor"),
                        "spec",
                        "podMetricsEndpoints",
                        0,
                        "port"))
                .isEqualTo(FleetFiles.at(container, "ports", 0, "name"));
    }

    private static Map<String, String> mounts(Map<String, Object> container) {
        Map<String, String> mounts = new java.util.HashMap<>();
        FleetFiles.<List<Map<String, String>>>at(container, "volumeMounts")
                .forEach(mount -> mounts.put(mount.get("name"), mount.get("mountPath")));
        return mounts;
    }

    private static String configuration() {
        return FleetFiles.at(FleetFiles.document(FleetFiles.DEPLOYMENT, "ConfigMap"), "data", "detour.yaml");
    }

    @Test
    void configuration_in_the_config_map_is_without_a_fault() throws IOException {
        Files.writeString(folder.resolve("gateway"), "the-gateway's-key");
        String local = configuration()
                .replaceAll(
                        "/etc/detour-key/|/var/log/detour/", folder.toString().replace("\\", "/") + "/");
        Path file = Files.writeString(folder.resolve("detour.yaml"), local);

        Command.Result result = Command.run(
                Jdk.running().java().toString(), "-jar", DetourJar.path().toString(), "check", file.toString());

        assertThat(result.status()).as(result.toString()).isZero();
        assertThat(result.out())
                .filteredOn(line -> line.startsWith("warning:"))
                .singleElement()
                .asString()
                .contains("telemetry.prometheus can be read by other machines");
    }

    @Test
    void what_the_operator_is_told_fits_the_deployment() {
        Map<String, Object> patched = FleetFiles.document(FleetFiles.OPERATOR, "Deployment");
        Map<String, Object> deployment = FleetFiles.document(FleetFiles.DEPLOYMENT, "Deployment");
        Map<String, String> annotations = FleetFiles.at(patched, "spec", "template", "metadata", "annotations");

        assertThat(FleetFiles.<String>at(patched, "metadata", "name"))
                .isEqualTo(FleetFiles.at(deployment, "metadata", "name"));
        assertThat(annotations.get("instrumentation.opentelemetry.io/inject-java"))
                .isEqualTo(
                        FleetFiles.at(FleetFiles.document(FleetFiles.OPERATOR, "Instrumentation"), "metadata", "name"));
        assertThat(annotations.get("instrumentation.opentelemetry.io/container-names"))
                .isEqualTo(FleetFiles.at(deployment, "spec", "template", "spec", "containers", 0, "name"));
        assertThat(FleetFiles.<Map<String, Object>>at(
                        deployment, "spec", "template", "spec", "containers", 0, "env", 0))
                .as("the operator leaves a container alone whose options come by valueFrom")
                .containsEntry("name", "JAVA_TOOL_OPTIONS")
                .containsKey("value");
    }

    /** {@link OutputsTest} shows what the exporter sends: HTTP, to {@code /v1/metrics}, the receiver's default. */
    @Test
    void collector_receives_by_http_and_each_part_of_a_pipeline_is_there() {
        Map<String, Object> collector =
                FleetFiles.documents(FleetFiles.COLLECTOR).get(0);
        Map<String, Object> http = FleetFiles.at(collector, "receivers", "otlp", "protocols", "http");

        assertThat(http).doesNotContainKey("metrics_url_path");
        assertThat(FleetFiles.<String>at(http, "endpoint")).endsWith(":4318");
        assertThat(FleetFiles.<String>at(
                        FleetFiles.document(FleetFiles.OPERATOR, "Instrumentation"), "spec", "exporter", "endpoint"))
                .endsWith(":4318");
        FleetFiles.<Map<String, Map<String, List<String>>>>at(collector, "service", "pipelines")
                .forEach((name, pipeline) ->
                        pipeline.forEach((kind, parts) -> assertThat(FleetFiles.<Map<String, Object>>at(collector, kind)
                                        .keySet())
                                .as(name)
                                .containsAll(parts)));
    }
}
