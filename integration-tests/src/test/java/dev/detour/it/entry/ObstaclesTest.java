package dev.detour.it.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a command from a JVM is told in one line, with its cause and its cure. */
@EnabledOnOs(OS.LINUX)
class ObstaclesTest {
    private static final int NOBODY = 65_534;

    @TempDir
    Path folder;

    private Path jar;
    private Path config;

    /** The jar and a configuration where every user can read them. */
    @BeforeEach
    void copy() throws IOException {
        mode(folder, "rwxr-xr-x");
        jar = Files.copy(DetourJar.path(), folder.resolve("detour.jar"));
        config = Files.writeString(folder.resolve("detour.yaml"), "routes: []\n");
        mode(jar, "rw-r--r--");
        mode(config, "rw-r--r--");
    }

    @Test
    void no_number_no_process_no_jvm() throws IOException {
        refused(attach("orders"), "'orders' is not the number of a process", "list");
        refused(attach("999999999"), "there is no process 999999999", "container", "list");
        Process sleeping = new ProcessBuilder("sleep", "600").start();
        try {
            refused(attach(Long.toString(sleeping.pid())), "(sleep) is not a JVM", "list");
            assertThat(sleeping.isAlive()).isTrue();
        } finally {
            sleeping.destroyForcibly();
        }
    }

    @Test
    void stopped_jvm_is_not_waited_for() throws IOException {
        try (ChildJvm child = started(child(Jdks.one()))) {
            Command.run("kill", "-STOP", Long.toString(child.pid()));
            refused(attach(child), "is stopped", "kill -CONT " + child.pid());
        }
    }

    @Test
    void mechanism_that_is_disabled() {
        try (ChildJvm child = started(child(Jdks.one()).option("-XX:+DisableAttachMechanism"))) {
            refused(attach(child), "-XX:+DisableAttachMechanism", "-javaagent:detour.jar");
        }
    }

    @Test
    void agents_that_are_not_to_be_loaded_dynamically() {
        Jdk jdk = Jdks.of(25).or(() -> Jdks.of(21)).orElse(Jdk.running());
        assumeTrue(jdk.release() >= 21);
        try (ChildJvm child = started(child(jdk).option("-XX:-EnableDynamicAgentLoading"))) {
            refused(attach(child), "JEP 451", "-XX:+EnableDynamicAgentLoading");
        }
    }

    @Test
    void file_that_an_earlier_process_left_behind() throws IOException {
        try (ChildJvm child = started(child(Jdks.one()))) {
            Path left = Files.createFile(Path.of("/tmp", ".java_pid" + child.pid()));
            try {
                mode(left, "rw-------");
                Files.setLastModifiedTime(left, FileTime.from(Instant.EPOCH));
                refused(attach(child), "earlier process", "rm " + left);
            } finally {
                Files.deleteIfExists(left);
            }
            assertThat(attach(child).status()).isZero();
        }
    }

    @Test
    @Tag("matrix")
    void runtime_that_cannot_attach() {
        Path runtime = folder.resolve("jre");
        Command.Result linked = Command.run(
                Jdk.running().tool("jlink").toString(),
                "--add-modules",
                "java.base,java.net.http,java.management,java.instrument",
                "--output",
                runtime.toString());
        assumeTrue(linked.status() == 0);
        for (String command : List.of("list", "attach")) {
            List<String> words =
                    new ArrayList<>(List.of(runtime.resolve("bin/java").toString(), "-jar", jar.toString()));
            words.addAll(command.equals("list") ? List.of(command) : List.of(command, "1"));
            refused(Command.run(Map.of(), words), "no module jdk.attach", "java of a JDK");
        }
    }

    @Test
    void root_reaches_the_jvm_of_another_user() {
        assumeRoot();
        assumeJavaOf(NOBODY);
        try (ChildJvm child = started(childOf(NOBODY))) {
            assertThat(attach(child))
                    .satisfies(result ->
                            assertThat(result.status()).as(result.toString()).isZero());
            String pid = Long.toString(child.pid());
            Command.Result status = command("status", pid, "--json");
            assertThat(status.status()).as(status.toString()).isZero();
            assertThat(status.out().get(0)).contains("\"state\":\"open\"", "\"attached\":true");
            assertThat(command("detach", pid).status()).isZero();
        }
    }

    @Test
    void another_user_is_told_whose_the_jvm_is() {
        assumeRoot();
        try (ChildJvm child = started(child(Jdks.one()))) {
            List<String> words = new ArrayList<>(List.of(as(NOBODY)));
            words.addAll(words("attach", Long.toString(child.pid())));
            refused(Command.run(Map.of("PATH", System.getenv("PATH")), words), "belongs to root", "sudo -u root");
        }
    }

    @Test
    void container_without_the_jar() {
        assumeRoot();
        String[] hidden = {
            "unshare", "--mount", "sh", "-c", "mount -t tmpfs tmpfs '" + folder + "' && exec \"$@\"", "sh"
        };
        assumeTrue(Command.run(Map.of("PATH", System.getenv("PATH")), with(hidden, "true"))
                        .status()
                == 0);
        try (ChildJvm child = started(child(Jdks.one()).within(hidden).variable("PATH", System.getenv("PATH")))) {
            refused(attach(child), "another container", "no " + jar, "docker cp");
        }
    }

    /** As a service has it that systemd gives a {@code /tmp} of its own. */
    @Test
    void jvm_with_a_tmp_of_its_own_is_reached_among_its_mounts() {
        assumeRoot();
        String[] other = {"unshare", "--mount", "sh", "-c", "mount -t tmpfs tmpfs /tmp && exec \"$@\"", "sh"};
        assumeTrue(Command.run(Map.of("PATH", System.getenv("PATH")), with(other, "true"))
                        .status()
                == 0);
        assumeTrue(!DetourJar.path().startsWith("/tmp"));
        jar = DetourJar.path();
        try (ChildJvm child = started(child(Jdks.one()).within(other).variable("PATH", System.getenv("PATH")))) {
            String pid = Long.toString(child.pid());
            refused(command("attach", pid), "a /tmp of its own", "nsenter -t " + pid + " -m");
            Command.Result attached = Command.run(
                    Map.of(), with(new String[] {"/usr/bin/nsenter", "-t", pid, "-m"}, words("attach", pid)));
            assertThat(attached.status()).as(attached.toString()).isZero();
        }
    }

    @Test
    void root_puts_nothing_into_a_jvm_that_others_may_change() throws IOException {
        assumeRoot();
        try (ChildJvm child = started(child(Jdks.one()))) {
            mode(config, "rw-rw-rw-");
            refused(attach(child), "runs as root", "chmod go-w " + config);
            mode(config, "rw-r--r--");
            mode(jar, "rw-r--rw-");
            refused(attach(child), "chmod go-w " + jar);
            mode(jar, "rw-r--r--");
            mode(folder, "rwxrwxrwx");
            refused(attach(child), "chmod go-w " + folder);
            mode(folder, "rwxr-xr-x");
            Files.setAttribute(config, "unix:uid", NOBODY);
            refused(attach(child), "belongs to nobody", "chown root " + config);
            Files.setAttribute(config, "unix:uid", 0);
            assertThat(attach(child).status()).isZero();
        }
    }

    private static void refused(Command.Result result, String... parts) {
        assertThat(result.status()).as(result.toString()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).hasSize(1);
        assertThat(result.err().get(0)).startsWith("detour: ").contains(parts);
    }

    private Command.Result attach(ChildJvm child) {
        return attach(Long.toString(child.pid()));
    }

    private Command.Result attach(String pid) {
        return command("attach", pid, "--config", config.toString());
    }

    private Command.Result command(String... arguments) {
        return Command.run(Map.of(), words(arguments));
    }

    private List<String> words(String... arguments) {
        return with(new String[] {Jdk.running().java().toString(), "-jar", jar.toString()}, arguments);
    }

    private static List<String> with(String[] words, List<String> more) {
        return with(words, more.toArray(String[]::new));
    }

    private static List<String> with(String[] words, String... more) {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(Arrays.asList(more));
        return all;
    }

    private static ChildJvm.Builder child(Jdk jdk) {
        return ChildJvm.on(jdk).with(Library.JDK);
    }

    /** Its program lies where that user may not read it, so it gets a copy. */
    private ChildJvm.Builder childOf(int user) {
        Path programs = folder.resolve("programs.jar");
        Command.Result made = Command.run(
                Jdk.running().tool("jar").toString(),
                "cf",
                programs.toString(),
                "-C",
                Library.JDK.classPath().get(0).toString(),
                ".");
        assertThat(made.status()).isZero();
        return ChildJvm.on(Jdks.one())
                .classPath(List.of(programs))
                .in(Path.of("/"))
                .within(as(user))
                .variable("PATH", System.getenv("PATH"));
    }

    private static String[] as(int user) {
        return new String[] {"setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups"};
    }

    private static ChildJvm started(ChildJvm.Builder builder) {
        ChildJvm child = builder.start();
        child.ask(Fields.none().with("op", "threads"));
        return child;
    }

    private static void assumeRoot() {
        assumeTrue(System.getProperty("user.name").equals("root"));
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")));
    }

    /** The home of root is closed to others, and so is a JDK below it. */
    private static void assumeJavaOf(int user) {
        String[] words =
                with(as(user), Jdks.one().java().toString(), "-version").toArray(String[]::new);
        assumeTrue(Command.run(words).status() == 0, "a user cannot run " + Jdks.one());
    }

    private static void mode(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
}
