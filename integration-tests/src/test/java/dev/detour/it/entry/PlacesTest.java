package dev.detour.it.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.Attachment;
import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Command;
import dev.detour.it.children.DetourJar;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Unfriendly places, and JVMs that are none of ours. */
class PlacesTest {
    private static final String ROUTED = "GET /routed/v1/x";

    @TempDir
    Path folder;

    private Scene scene;

    static List<Jdk> jdks() {
        return Jdks.chosen();
    }

    static Stream<Jdk> jdksWithSecurityManager() {
        return Jdks.chosen().stream().filter(jdk -> jdk.release() < 24);
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

    @ParameterizedTest
    @MethodSource("jdks")
    void shared_class_data_and_none(Jdk jdk) {
        for (String sharing : List.of("-Xshare:auto", "-Xshare:off")) {
            runsQuietly(scene.child(jdk, Library.JDK)
                    .option(sharing)
                    .agent(scene.routed().toString()));
        }
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

    @ParameterizedTest
    @MethodSource("jdksWithSecurityManager")
    void security_manager_that_grants_the_application_only_what_it_needs(Jdk jdk) {
        Path policy = scene.config("application.policy", """
                grant codeBase "%s" {
                  permission java.util.PropertyPermission "*", "read";
                  permission java.net.SocketPermission "*", "connect,resolve";
                  permission java.net.URLPermission "http:*", "*:*";
                  permission java.lang.RuntimePermission "exitVM.0";
                  permission java.lang.RuntimePermission "modifyThread";
                };
                grant codeBase "%s" {
                  permission java.security.AllPermission;
                };
                """.formatted(
                        Library.JDK.classPath().get(0).toUri(), DetourJar.path().toUri()));
        runsQuietly(scene.child(jdk, Library.JDK)
                .option("-Djava.security.manager")
                .property("java.security.policy", policy)
                .agent(scene.routed().toString()));
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
        if (eight == null) {
            return; // only where one is installed; the bytecode of the entry is checked in JarTest
        }
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
