package dev.detour.it.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.detour.it.children.Attachment;
import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Command;
import dev.detour.it.children.DetourJar;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import dev.detour.it.programs.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Unfriendly places, and JVMs that are none of ours. */
class PlacesTest {
    private static final String DIRECT = "GET /v1/x";
    private static final String ROUTED = "GET /routed/v1/x";

    private static final String EVERYTHING = "permission java.security.AllPermission;\n";
    /** What a program on java.net.http needs. */
    private static final String LITTLE = """
            permission java.util.PropertyPermission "*", "read";
            permission java.net.SocketPermission "*", "connect,resolve";
            permission java.net.URLPermission "http:*", "*:*";
            permission java.lang.RuntimePermission "exitVM.0";
            permission java.lang.RuntimePermission "modifyThread";
            """;

    @TempDir
    Path folder;

    private Scene scene;

    static List<Jdk> jdks() {
        return Jdks.chosen();
    }

    static Stream<Jdk> jdksWithSecurityManager() {
        return Jdks.chosen().stream().filter(jdk -> jdk.release() < 24);
    }

    /** JEP 350. */
    static Stream<Jdk> jdksWithDynamicArchives() {
        return Jdks.chosen().stream().filter(jdk -> jdk.release() >= 13);
    }

    @BeforeEach
    void open() {
        scene = new Scene(folder);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void folders_that_do_not_exist(Jdk jdk) {
        Path missing = folder.resolve("missing");
        runsQuietly(scene.child(jdk, Library.JDK)
                .property("java.io.tmpdir", missing)
                .property("user.home", missing)
                .agent(scene.routed().toString()));
    }

    /** Not even root can write below /proc. */
    @ParameterizedTest
    @MethodSource("jdks")
    @EnabledOnOs(OS.LINUX)
    void folders_that_nobody_can_write(Jdk jdk) {
        Path unwritable = Path.of("/proc");
        runsQuietly(scene.child(jdk, Library.JDK)
                .in(unwritable)
                .property("java.io.tmpdir", unwritable)
                .property("user.home", unwritable)
                .variable("HOME", unwritable.toString())
                .agent(scene.routed().toString()));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void shared_class_data_and_none(Jdk jdk) {
        List<String> sharing = Files.exists(jdk.home().resolve("lib/server/classes.jsa"))
                ? List.of("-Xshare:auto", "-Xshare:off", "-Xshare:on")
                : List.of("-Xshare:auto", "-Xshare:off");
        for (String option : sharing) {
            runsQuietly(scene.child(jdk, Library.JDK)
                    .option(option)
                    .agent(scene.routed().toString()));
        }
    }

    /** The archive has the application's classes and the client's, as they are without us. */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("jdksWithDynamicArchives")
    void archive_of_the_application_s_classes(Jdk jdk) {
        Library library = Library.okHttp("4.12.0");
        Path archive = folder.resolve("application.jsa");
        try (ChildJvm child = archiving(jdk, library, archive).start()) {
            assertThat(scene.call(child, library)).isEqualTo(DIRECT);
            assertThat(child.end()).isZero();
        }
        assertThat(archive).isNotEmptyFile();
        try (ChildJvm child =
                archived(jdk, library, archive).agent(scene.routed().toString()).start()) {
            assertThat(scene.call(child, library)).isEqualTo(ROUTED);
            assertThat(child.end()).isZero();
            assertThat(child.noise()).noneMatch(line -> line.startsWith("detour"));
        }
    }

    /** What is changed in a class must not come into the archive: it would outlive us. */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("jdksWithDynamicArchives")
    void archive_that_is_made_while_we_are_attached(Jdk jdk) {
        Library library = Library.okHttp("4.12.0");
        Path archive = folder.resolve("application.jsa");
        try (ChildJvm child = archiving(jdk, library, archive).start()) {
            assertThat(scene.call(child, library)).isEqualTo(DIRECT);
            Attachment.API.attach(child, scene.routed());
            assertThat(scene.again(child)).isEqualTo(ROUTED);
            assertThat(child.end()).isZero();
            assertThat(child.noise()).noneMatch(line -> line.startsWith("detour"));
        }
        try (ChildJvm child = archived(jdk, library, archive).start()) {
            assertThat(scene.call(child, library)).isEqualTo(DIRECT);
            Attachment.API.attach(child, scene.routed());
            assertThat(scene.again(child)).isEqualTo(ROUTED);
        }
    }

    private ChildJvm.Builder archiving(Jdk jdk, Library library, Path archive) {
        return inJars(scene.child(jdk, library), library).option("-XX:ArchiveClassesAtExit=" + archive);
    }

    private ChildJvm.Builder archived(Jdk jdk, Library library, Path archive) {
        return inJars(scene.child(jdk, library), library).option("-XX:SharedArchiveFile=" + archive);
    }

    /** An archive takes classes out of jars only: the program's folder becomes one. */
    private ChildJvm.Builder inJars(ChildJvm.Builder builder, Library library) {
        Path jar = folder.resolve("programs.jar");
        if (Files.notExists(jar)) {
            String programs = library.classPath().get(0).toString();
            Command.Result result =
                    Command.run(Jdk.running().tool("jar").toString(), "cf", jar.toString(), "-C", programs, ".");
            assertThat(result.status()).isZero();
        }
        return builder.classPath(
                Stream.concat(Stream.of(jar), library.classPath().stream().skip(1))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void attaching_forbidden(Jdk jdk) {
        runsQuietly(scene.child(jdk, Library.JDK)
                .option("-XX:+DisableAttachMechanism")
                .agent(scene.routed().toString()));
        try (ChildJvm child = scene.child(jdk, Library.JDK)
                .option("-XX:+DisableAttachMechanism")
                .start()) {
            scene.call(child, Library.JDK);
            Command.Result result = Attachment.command(
                    "attach",
                    Long.toString(child.pid()),
                    "--config",
                    scene.routed().toString());
            assertThat(result.status()).isEqualTo(2);
            assertThat(result.err()).hasSize(1);
            assertThat(scene.again(child)).isEqualTo("GET /v1/x");
        }
    }

    /** The default policy lets neither the application connect nor us open our own jar. */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("jdksWithSecurityManager")
    void security_manager_that_grants_nothing(Jdk jdk) {
        ChildJvm.Builder builder = scene.child(jdk, Library.JDK).option("-Djava.security.manager");
        String without = underManager(builder, List.of());
        assertThat(without).contains("access denied");
        String with = underManager(
                builder.agent(scene.routed().toString()),
                List.of("detour: not started, the application runs without it: the security policy must grant"));
        assertThat(with).isEqualTo(without);
    }

    /** What an application sees that may do nothing: how its call ends. */
    private String underManager(ChildJvm.Builder builder, List<String> beginnings) {
        try (ChildJvm child = builder.start()) {
            child.client("client", Library.JDK, Fields.none());
            Fields seen = child.call("client", Scene.get(scene.application() + "/v1/x"));
            assertThat(child.end()).isZero();
            assertThat(child.noise()).hasSameSizeAs(beginnings);
            for (int i = 0; i < beginnings.size(); i++) {
                assertThat(child.noise().get(i)).startsWith(beginnings.get(i));
            }
            return seen.get("exception.0") + ": " + seen.get("message.0");
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("jdksWithSecurityManager")
    void security_manager_that_grants_the_application_only_what_it_needs(Jdk jdk) {
        for (Library library : List.of(Library.JDK, Library.okHttp("4.12.0"))) {
            try (ChildJvm child = granted(jdk, library, scene.routed()).start()) {
                assertThat(scene.call(child, library)).isEqualTo(ROUTED);
                assertThat(child.end()).isZero();
                assertThat(child.noise()).isEmpty();
            }
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("jdksWithSecurityManager")
    void security_manager_lets_us_read_a_changed_file(Jdk jdk) {
        Path config = reloading("/one");
        try (ChildJvm child = granted(jdk, Library.JDK, config).start()) {
            assertThat(scene.call(child, Library.JDK)).isEqualTo("GET /one/v1/x");
            reloading("/two");
            assertThat(scene.await(child, "GET /two/v1/x")).isEqualTo("GET /two/v1/x");
            assertThat(child.noise()).isEmpty();
        }
    }

    private Path reloading(String base) {
        return scene.config(
                "reloading.yaml",
                "reload: 50ms\nroutes: [{match: \"%s\", to: \"%s%s\", credentials: strip}]\n"
                        .formatted(scene.application(), scene.gateway.url("127.0.0.1"), base));
    }

    private ChildJvm.Builder granted(Jdk jdk, Library library, Path config) {
        String applications = library.isOkHttp() ? EVERYTHING : LITTLE;
        String grants = library.classPath().stream()
                        .map(path -> grant(path, applications))
                        .collect(Collectors.joining())
                + grant(DetourJar.path(), EVERYTHING);
        return scene.child(jdk, library)
                .option("-Djava.security.manager")
                .property("java.security.policy", scene.config("application.policy", grants))
                .agent(config.toString());
    }

    private static String grant(Path code, String permissions) {
        return "grant codeBase \"" + code.toUri() + "\" {\n" + permissions + "};\n";
    }

    /**
     * A class that the transformer needs and that is loaded only when it is asked may need a class that is being loaded
     * just then: that is a ClassCircularityError, which ends the JVM. Where the table came after the transformer, it was
     * loaded twice, the one within the other.
     */
    @ParameterizedTest
    @MethodSource("jdks")
    void what_the_transformer_needs_is_loaded_before_it_and_nothing_else(Jdk jdk) throws IOException {
        Path log = folder.resolve("classes.log");
        try (ChildJvm child = scene.child(jdk, Library.JDK)
                .option("-Xlog:class+load:file=" + log + ":none")
                .agent(scene.routed().toString())
                .start()) {
            assertThat(child.end()).isZero();
        }
        try (Stream<String> lines = Files.lines(log)) {
            assertThat(lines.filter(
                            line -> line.contains(DetourJar.path().getFileName().toString())))
                    .extracting(line -> line.substring(0, line.indexOf(' ')))
                    .containsExactly("dev.detour.Detour", "dev.detour.Targets", "dev.detour.Installation");
        }
    }

    private void runsQuietly(ChildJvm.Builder builder) {
        try (ChildJvm child = builder.start()) {
            assertThat(scene.call(child, Library.JDK)).isEqualTo(ROUTED);
            assertThat(child.end()).isZero();
            assertThat(child.noise()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void tools_of_the_jdk_are_left_alone(Jdk jdk) {
        Map<String, String> variables = Map.of(
                "JAVA_TOOL_OPTIONS", "-javaagent:" + DetourJar.path() + "=" + scene.config("bad.yaml", "x: 1\n"));
        for (List<String> words : List.of(
                List.of("javac", "-version"),
                List.of("jcmd", "-l"),
                List.of("jps", "-q"),
                List.of("keytool", "-help"),
                List.of("jar", "--version"))) {
            List<String> command = Stream.concat(
                            Stream.of(jdk.tool(words.get(0)).toString()),
                            words.stream().skip(1))
                    .toList();
            Command.Result with = Command.run(variables, command);
            Command.Result without = Command.run(Map.of(), command);
            assertThat(with.status()).as(words.toString()).isEqualTo(without.status());
            assertThat(with.err().stream().filter(line -> !ChildJvm.isRemark(line)))
                    .as(words.toString())
                    .isEqualTo(without.err());
        }
    }

    @Test
    void java_8_says_one_line_and_runs_the_program() throws IOException {
        Jdk eight = Jdks.of(8).orElse(null);
        assumeTrue(eight != null, "no JDK 8 is installed; the bytecode of the entry is checked in JarTest");
        Path source = Files.writeString(
                folder.resolve("Hello.java"),
                "public class Hello { public static void main(String[] a) { System.out.println(\"hello\"); } }");
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "--release", "8", "-Xlint:-options", "-d", folder.toString(), source.toString());
        assertThat(compiled).isZero();

        Command.Result result = Command.run(
                eight.java().toString(),
                "-javaagent:" + DetourJar.path() + "=" + scene.routed(),
                "-cp",
                folder.toString(),
                "Hello");

        assertThat(result.status()).isZero();
        assertThat(result.out()).containsExactly("hello");
        assertThat(result.err())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("detour: ")
                .contains("Java 11", "1.8");
    }
}
