package dev.detour.it.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.detour.it.children.Command;
import dev.detour.it.children.DetourJar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

@Tag("once")
class JarTest {
    private static final int JAVA_8 = 52;
    private static final int JAVA_11 = 55;
    private static final String NESTED = "detour-agent.jar";

    @Test
    void root_holds_the_entry_the_licences_and_the_nested_archive_only() throws IOException {
        assertThat(entries(Files.readAllBytes(DetourJar.path())).keySet())
                .allMatch(name -> name.startsWith("META-INF/")
                        || name.matches("dev/detour/[A-Za-z$0-9]+\\.class")
                        || name.equals(NESTED));
    }

    @Test
    void entry_runs_on_java_8_and_the_rest_on_java_11() throws IOException {
        Map<String, byte[]> root = entries(Files.readAllBytes(DetourJar.path()));
        assertThat(classes(root))
                .isNotEmpty()
                .allSatisfy((name, bytes) -> assertThat(release(bytes)).as(name).isEqualTo(JAVA_8));
        assertThat(classes(entries(root.get(NESTED))))
                .isNotEmpty()
                .allSatisfy((name, bytes) -> assertThat(release(bytes)).as(name).isLessThanOrEqualTo(JAVA_11));
    }

    @Test
    void everything_carried_is_under_our_own_name() throws IOException {
        Map<String, byte[]> nested =
                entries(entries(Files.readAllBytes(DetourJar.path())).get(NESTED));
        assertThat(classes(nested).keySet())
                .allMatch(
                        name -> name.startsWith("dev/detour/") || name.matches("java/lang/DetourBridge[0-9]+\\.class"));
        assertThat(nested.keySet().stream().filter(name -> name.startsWith("META-INF/services/")))
                .allMatch(name -> name.startsWith("META-INF/services/dev.detour."));
    }

    @Test
    void licences_of_what_is_carried_are_there() throws IOException {
        Map<String, byte[]> root = entries(Files.readAllBytes(DetourJar.path()));
        assertThat(root.keySet()).anyMatch(name -> name.startsWith("META-INF/LICENSE"));
        assertThat(root.entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith("META-INF/"))
                        .map(entry -> new String(entry.getValue(), java.nio.charset.StandardCharsets.UTF_8)))
                .anyMatch(text -> Stream.of(
                                "Byte Buddy",
                                "Jackson",
                                "SnakeYAML",
                                "picocli",
                                "OpenTelemetry",
                                "Prometheus client",
                                "Chart.js")
                        .allMatch(text::contains));
    }

    /** A group of Maven's by the folder of its classes below our own name. */
    private static final Map<String, String> CARRIED = Map.of(
            "net.bytebuddy", "bytebuddy",
            "com.fasterxml.jackson.core", "jackson",
            "org.yaml", "snakeyaml",
            "info.picocli", "picocli",
            "io.opentelemetry", "opentelemetry",
            "io.prometheus", "prometheus",
            "org.webjars.npm", "chart.js");

    @Test
    void bill_of_materials_names_what_is_carried_and_nothing_else() throws IOException {
        Map<String, byte[]> root = entries(Files.readAllBytes(DetourJar.path()));
        Path file = DetourJar.path().resolveSibling("detour.cdx.json");
        assumeTrue(Files.exists(file), "built offline, where its plugin does nothing");
        Map<String, ?> bill = new Yaml().load(Files.readString(file));
        List<Map<String, ?>> components = list(bill, "components");
        Set<String> billed = new TreeSet<>();
        for (Map<String, ?> component : components) {
            String group = String.valueOf(component.get("group"));
            if (!group.equals("dev.detour")) {
                assertThat(CARRIED).as(component.toString()).containsKey(group);
                billed.add(CARRIED.get(group));
            }
            assertThat(list(component, "licenses")).as(group).isNotEmpty();
            assertThat(list(component, "hashes")).as(group).anyMatch(hash -> "SHA-256".equals(hash.get("alg")));
            assertThat(String.valueOf(component.get("purl"))).startsWith("pkg:maven/" + group + "/");
        }
        Set<String> carried = new TreeSet<>();
        for (String name : entries(root.get(NESTED)).keySet()) {
            if (name.startsWith("dev/detour/lib/")) {
                carried.add(name.split("/", -1)[3]);
            } else if (name.startsWith("dev/detour/report/chart/")) {
                carried.add("chart.js");
            }
        }

        assertThat(billed).isEqualTo(carried).isNotEmpty();
        assertThat(bill.get("bomFormat")).isEqualTo("CycloneDX");
        assertThat(Files.readString(file)).doesNotContain("serialNumber").doesNotContain("\"timestamp\"");
    }

    @SuppressWarnings("unchecked") // the format has lists of objects there
    private static List<Map<String, ?>> list(Map<String, ?> object, String key) {
        Object found = object.get(key);
        return found == null ? List.of() : (List<Map<String, ?>>) found;
    }

    @Test
    void manifest_names_the_ways_in() throws IOException {
        try (JarFile jar = new JarFile(DetourJar.path().toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            assertThat(manifest.getValue("Premain-Class")).startsWith("dev.detour.");
            assertThat(manifest.getValue("Agent-Class")).startsWith("dev.detour.");
            assertThat(manifest.getValue("Main-Class")).startsWith("dev.detour.");
            assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("true");
            assertThat(manifest.getValue("Boot-Class-Path")).isNull();
        }
    }

    @Test
    void jar_is_small_and_has_one_time_stamp() throws IOException {
        assertThat(Files.size(DetourJar.path())).isLessThan(10 << 20);
        List<Long> times = new ArrayList<>();
        try (JarFile jar = new JarFile(DetourJar.path().toFile())) {
            jar.stream().forEach(entry -> times.add(entry.getTime()));
        }
        assertThat(times).isNotEmpty().containsOnly(times.get(0));
    }

    /** Builds the two modules twice, in folders of different names, and compares with the jar under test. */
    @Test
    @Tag("matrix")
    void same_sources_give_the_same_bytes(@TempDir Path folder) throws IOException {
        byte[] expected = Files.readAllBytes(DetourJar.path());
        for (String name : List.of("first", "second-with-a-longer-name")) {
            Path copy = folder.resolve(name);
            copySources(DetourJar.path().getParent().getParent().getParent(), copy);
            build(copy);
            assertThat(Files.readAllBytes(copy.resolve("agent/target/detour.jar")))
                    .as(name)
                    .isEqualTo(expected);
        }
    }

    private static void build(Path project) {
        Path maven = Path.of(System.getProperty("detour.maven"), "bin", "mvn");
        Command.Result result = Command.run(
                Map.of(
                        "PATH", System.getenv("PATH"),
                        "HOME", System.getProperty("user.home"),
                        "JAVA_HOME", System.getProperty("java.home")),
                List.of(
                        maven.toString(),
                        "-B",
                        "-o",
                        "-q",
                        "-f",
                        project.toString(),
                        "-pl",
                        "bootstrap,agent",
                        "-DskipTests",
                        "package"));
        assertThat(result.status()).as(result.toString()).isZero();
    }

    private static void copySources(Path project, Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(project)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path relative = project.relativize(file);
                if (isSource(relative)) {
                    Files.createDirectories(copy.resolve(relative).getParent());
                    Files.copy(file, copy.resolve(relative));
                }
            }
        }
    }

    private static boolean isSource(Path relative) {
        for (Path part : relative) {
            if (part.toString().equals("target") || part.toString().equals(".git")) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, byte[]> classes(Map<String, byte[]> entries) {
        Map<String, byte[]> classes = new TreeMap<>(entries);
        classes.keySet().removeIf(name -> !name.endsWith(".class"));
        return classes;
    }

    private static int release(byte[] bytes) {
        return (bytes[6] & 255) << 8 | (bytes[7] & 255);
    }

    private static Map<String, byte[]> entries(byte[] archive) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (InputStream in = new ByteArrayInputStream(archive);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    entries.put(entry.getName(), zip.readAllBytes());
                }
            }
        }
        return entries;
    }
}
