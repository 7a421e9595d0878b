package dev.detour.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigWatchTest {
    @TempDir
    Path folder;

    private Workspace workspace;
    private ConfigWatch watch;

    @BeforeEach
    void set_up() {
        workspace = new Workspace(folder);
        workspace.write("key", "one");
        watch = watch("service: first");
    }

    private ConfigWatch watch(String yaml) {
        Loaded first = workspace.load(yaml);
        Workspace.good(first);
        return new ConfigWatch(workspace.loader(), first);
    }

    private String service() {
        return Workspace.good(watch.current()).telemetry().service();
    }

    @Test
    void a_file_that_was_wrong_from_the_start_is_in_force_once_it_is_right() {
        Loaded wrong = workspace.load("reload: 2s\nservce: first");
        watch = new ConfigWatch(workspace.loader(), wrong);
        assertThat(watch.rejected()).isSameAs(wrong);
        assertThat(watch.current().reload()).isEqualTo(Duration.ofSeconds(2));
        assertThat(watch.poll()).isNull();

        workspace.write("detour.yaml", "service: right");
        watch.poll();

        assertThat(service()).isEqualTo("right");
        assertThat(watch.rejected()).isNull();
        assertThat(watch.current().reload()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void nothing_happens_while_nothing_changes() {
        assertThat(watch.poll()).isNull();
        assertThat(watch.poll()).isNull();
        assertThat(service()).isEqualTo("first");
    }

    @Test
    void a_change_is_in_force_at_once() {
        workspace.write("detour.yaml", "service: second");

        Loaded loaded = watch.poll();

        assertThat(loaded).isSameAs(watch.current());
        assertThat(service()).isEqualTo("second");
        assertThat(watch.poll()).isNull();
    }

    @Test
    void a_change_of_content_counts_whatever_time_the_file_shows() throws IOException {
        Path file = folder.resolve("detour.yaml");
        FileTime before = Files.getLastModifiedTime(file);
        workspace.write("detour.yaml", "service: other");
        Files.setLastModifiedTime(file, before);

        assertThat(watch.poll()).isNotNull();
        assertThat(service()).isEqualTo("other");
    }

    @Test
    void a_touched_file_is_not_read_again() throws IOException {
        Files.setLastModifiedTime(folder.resolve("detour.yaml"), FileTime.fromMillis(0));

        assertThat(watch.poll()).isNull();
    }

    @Test
    void a_swapped_symbolic_link_is_a_change() throws IOException {
        for (String version : new String[] {"v1", "v2"}) {
            Files.createDirectory(folder.resolve(version));
            workspace.write(version + "/detour.yaml", "service: " + version);
        }
        Files.createSymbolicLink(folder.resolve("data"), Path.of("v1"));
        Files.delete(folder.resolve("detour.yaml"));
        Files.createSymbolicLink(folder.resolve("detour.yaml"), Path.of("data/detour.yaml"));
        watch = new ConfigWatch(workspace.loader(), workspace.load());
        assertThat(service()).isEqualTo("v1");

        Files.createSymbolicLink(folder.resolve("new"), Path.of("v2"));
        Files.move(folder.resolve("new"), folder.resolve("data"), StandardCopyOption.ATOMIC_MOVE);

        assertThat(watch.poll()).isNotNull();
        assertThat(service()).isEqualTo("v2");
    }

    @Test
    void a_secret_that_is_rotated_is_a_change() {
        watch = watch("service: ${file:key}");
        workspace.write("key", "two");

        assertThat(watch.poll()).isNotNull();
        assertThat(service()).isEqualTo("two");
    }

    @Test
    void a_bad_file_changes_nothing_and_is_told_once() {
        workspace.write("detour.yaml", "servce: second");

        Loaded loaded = Objects.requireNonNull(watch.poll());

        assertThat(loaded).isSameAs(watch.rejected());
        assertThat(loaded.faults()).hasToString("[detour.yaml:1:1: unknown key 'servce'; did you mean 'service'?]");
        assertThat(service()).isEqualTo("first");
        assertThat(watch.poll()).isNull();
        assertThat(watch.rejected()).isNotNull();
    }

    @Test
    void a_file_that_was_put_right_is_in_force() {
        workspace.write("detour.yaml", "servce: second");
        watch.poll();
        workspace.write("detour.yaml", "service: second");

        assertThat(watch.poll()).isSameAs(watch.current());
        assertThat(watch.rejected()).isNull();
        assertThat(service()).isEqualTo("second");
    }

    @Test
    void a_bad_file_that_is_taken_back_clears_the_error() {
        workspace.write("detour.yaml", "servce: second");
        watch.poll();
        workspace.write("detour.yaml", "service: first");
        watch.poll();

        assertThat(watch.rejected()).isNull();
    }

    @Test
    void a_file_that_is_gone_for_a_moment_is_waited_for() {
        workspace.delete("detour.yaml");
        assertThat(watch.poll()).isNull();
        assertThat(watch.rejected()).isNull();
        workspace.write("detour.yaml", "service: first");

        assertThat(watch.poll()).isNull();
        assertThat(service()).isEqualTo("first");
    }

    @Test
    void a_file_that_stays_away_is_told_and_the_last_good_one_kept() {
        workspace.delete("detour.yaml");
        watch.poll();

        Loaded loaded = Objects.requireNonNull(watch.poll());

        assertThat(loaded).isSameAs(watch.rejected());
        assertThat(loaded.faults()).hasToString("[detour.yaml:1:1: cannot be read: it does not exist]");
        assertThat(service()).isEqualTo("first");
    }

    @Test
    void a_file_that_is_just_being_written_does_not_take_the_routes_away() {
        workspace.write("detour.yaml", "");
        assertThat(watch.poll()).isNull();
        workspace.write("detour.yaml", "service: second");

        assertThat(watch.poll()).isNotNull();
        assertThat(service()).isEqualTo("second");
    }

    @Test
    void a_file_that_stays_empty_is_what_it_is() {
        workspace.write("detour.yaml", "");
        watch.poll();

        assertThat(watch.poll()).isNotNull();
        assertThat(service()).isEqualTo("java");
    }

    @Test
    void a_file_that_was_missing_is_read_when_it_comes() {
        workspace.write("detour.yaml", "service: ${file:later}");
        watch.poll();
        assertThat(watch.rejected()).isNotNull();
        workspace.write("later", "there");

        assertThat(watch.poll()).isNotNull();
        assertThat(service()).isEqualTo("there");
    }
}
