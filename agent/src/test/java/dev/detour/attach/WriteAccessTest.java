package dev.detour.attach;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class WriteAccessTest {
    @TempDir
    Path folder;

    private Path inner;
    private Path file;
    private int own;

    @BeforeEach
    void create() throws IOException {
        inner = Files.createDirectory(folder.resolve("inner"));
        file = Files.writeString(inner.resolve("detour.yaml"), "");
        own = (Integer) Files.getAttribute(file, "unix:uid");
        mode(inner, "rwxr-xr-x");
        mode(file, "rw-r--r--");
        // Only as root is the sticky /tmp above it nobody else's.
        assumeTrue(own == 0);
    }

    @Test
    void file_that_only_its_owner_may_write_is_well() {
        assertThatCode(() -> access().check(file)).doesNotThrowAnyException();
    }

    @Test
    void file_that_others_may_write_is_refused_with_the_cure() throws IOException {
        mode(file, "rw-rw-rw-");
        assertThatThrownBy(() -> access().check(file))
                .hasMessageContaining("can be written by others")
                .hasMessageContaining("chmod go-w " + file);
    }

    @Test
    void folder_above_it_counts_too() throws IOException {
        mode(inner, "rwxrwxrwx");
        assertThatThrownBy(() -> access().check(file)).hasMessageContaining("chmod go-w " + inner);
    }

    @Test
    void sticky_folder_is_well_for_what_is_roots() throws IOException {
        Files.setAttribute(inner, "unix:mode", 01777);
        assertThatCode(() -> access().check(file)).doesNotThrowAnyException();
    }

    @Test
    void sticky_folder_is_not_for_what_is_anothers() throws IOException {
        Files.setAttribute(inner, "unix:mode", 01777);
        Files.setAttribute(file, "unix:uid", 65_534);
        assertThatThrownBy(() -> new WriteAccess(Set.of(0, 65_534), "root and nobody").check(file))
                .hasMessageContaining("chmod go-w " + inner);
    }

    @Test
    void file_of_another_user_is_refused() throws IOException {
        Files.setAttribute(file, "unix:uid", 65_534);
        assertThatThrownBy(() -> access().check(file)).hasMessageContaining("chown root " + file);
        assertThatCode(() -> new WriteAccess(Set.of(0, 65_534), "root and nobody").check(file))
                .doesNotThrowAnyException();
    }

    @Test
    void link_is_followed_and_its_own_folder_counts() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Path link = Files.createSymbolicLink(open.resolve("link.yaml"), file);
        assertThatCode(() -> access().check(link)).doesNotThrowAnyException();
        mode(open, "rwxrwxrwx");
        assertThatThrownBy(() -> access().check(link)).hasMessageContaining("chmod go-w " + open);
    }

    private WriteAccess access() {
        return new WriteAccess(Set.of(own), "root");
    }

    private static void mode(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
}
