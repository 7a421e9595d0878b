package dev.detour.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class JvmProcessTest {
    @TempDir
    Path folder;

    @Test
    void reads_what_the_kernel_tells() throws IOException {
        Files.writeString(folder.resolve("status"), "Name:\tjava\nState:\tT (stopped)\nNSpid:\t4711\t12\n");
        Files.writeString(folder.resolve("cmdline"), "java\0-Xmx1g\0-jar\0app.jar\0");
        Files.writeString(folder.resolve("environ"), "A=B\0JAVA_TOOL_OPTIONS=-javaagent:/d/detour.jar -Xx\0");
        Files.writeString(folder.resolve("maps"), "7f00 r-xp /usr/lib/x.so\n");
        JvmProcess process = JvmProcess.in(folder);
        assertThat(process.state()).isEqualTo("T");
        assertThat(process.innerPid()).isEqualTo("12");
        assertThat(process.options()).contains("-Xmx1g", "-javaagent:/d/detour.jar");
        assertThat(process.isJvm()).isFalse();
    }

    @Test
    void java_is_that_of_the_release_file() throws IOException {
        Path home = Files.createDirectories(folder.resolve("jdk"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"21.0.3\"\n");
        Files.createSymbolicLink(folder.resolve("exe"), home.resolve("bin/java"));
        assertThat(JvmProcess.in(folder).javaVersion()).isEqualTo("21.0.3");
    }

    @Test
    void nothing_is_known_where_nothing_may_be_read() {
        JvmProcess process = JvmProcess.in(folder.resolve("missing"));
        assertThat(process.exists()).isFalse();
        assertThat(process.uid()).isEqualTo(-1);
        assertThat(process.state()).isEmpty();
        assertThat(process.javaVersion()).isEmpty();
        assertThat(process.isJvm()).isTrue();
        assertThat(process.openJars()).isNull();
        assertThat(Presence.in(process).kind()).isEqualTo(Presence.Kind.UNKNOWN);
    }

    @Test
    void this_jvm_is_one_without_detour() {
        assertThat(JvmProcess.own().isJvm()).isTrue();
        assertThat(JvmProcess.own().hasOtherFiles()).isFalse();
        assertThat(Presence.in(JvmProcess.own()).kind()).isEqualTo(Presence.Kind.NONE);
    }
}
