package dev.detour.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsFileTest {
    @TempDir
    private Path directory = Path.of("");

    private final ManualTicker ticker = new ManualTicker();
    private final List<String> complaints = new ArrayList<>();

    private EventsFile file(Path path, long maxSize, int keep) {
        return new EventsFile(path.toString(), maxSize, keep, ticker, complaints::add);
    }

    private static boolean append(EventsFile file, String line) {
        return file.append((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void nothing_is_created_before_there_is_a_line() {
        file(directory.resolve("events.jsonl"), 100, 5).close();

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void appends_to_what_is_there() throws IOException {
        Path path = Files.writeString(directory.resolve("events.jsonl"), "old\n");
        EventsFile file = file(path, 100, 5);

        assertThat(append(file, "one")).isTrue();
        file.close();
        assertThat(append(file, "two")).isTrue();
        file.close();

        assertThat(path).hasContent("old\none\ntwo\n");
    }

    @Test
    void only_the_owner_can_read_what_is_created() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        Path path = directory.resolve("new/events.jsonl");
        EventsFile file = file(path, 100, 5);

        append(file, "one");
        file.close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void only_the_owner_can_read_what_is_put_aside_and_what_follows() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        Path path = directory.resolve("events.jsonl");
        EventsFile file = file(path, 4, 2);

        append(file, "one");
        append(file, "two");
        append(file, "three");
        file.close();

        for (String name : new String[] {"events.jsonl", "events.jsonl.1", "events.jsonl.2"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))))
                    .as(name)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void a_full_file_is_put_aside_and_the_oldest_is_dropped() {
        Path path = directory.resolve("events.jsonl");
        EventsFile file = file(path, 8, 2);

        for (String line : List.of("aaa", "bbb", "ccc", "ddd", "eee", "fff", "ggg")) {
            append(file, line);
        }
        file.close();

        assertThat(path).hasContent("ggg\n");
        assertThat(directory.resolve("events.jsonl.1")).hasContent("eee\nfff\n");
        assertThat(directory.resolve("events.jsonl.2")).hasContent("ccc\nddd\n");
        assertThat(directory.resolve("events.jsonl.3")).doesNotExist();
    }

    @Test
    void with_none_to_keep_a_full_file_begins_anew() {
        Path path = directory.resolve("events.jsonl");
        EventsFile file = file(path, 8, 0);

        for (String line : List.of("aaa", "bbb", "ccc")) {
            append(file, line);
        }
        file.close();

        assertThat(path).hasContent("ccc\n");
        assertThat(directory.resolve("events.jsonl.1")).doesNotExist();
    }

    @Test
    void a_line_longer_than_a_file_has_a_file_of_its_own() {
        Path path = directory.resolve("events.jsonl");
        EventsFile file = file(path, 8, 5);

        for (String line : List.of("a".repeat(20), "bbb")) {
            append(file, line);
        }
        file.close();

        assertThat(path).hasContent("bbb\n");
        assertThat(directory.resolve("events.jsonl.1")).hasContent("a".repeat(20) + "\n");
    }

    @Test
    void what_cannot_be_written_is_said_once_and_tried_again() throws IOException {
        Path inTheWay = Files.writeString(directory.resolve("log"), "a file, not a directory");
        EventsFile file = file(inTheWay.resolve("events.jsonl"), 100, 5);

        assertThat(append(file, "one")).isFalse();
        assertThat(append(file, "two")).isFalse();
        Files.delete(inTheWay);
        assertThat(append(file, "three")).isTrue();
        file.close();

        assertThat(complaints).hasSize(1);
        assertThat(complaints.get(0)).contains(inTheWay.resolve("events.jsonl").toString());
        assertThat(inTheWay.resolve("events.jsonl")).hasContent("three\n");
    }

    @Test
    void what_cannot_be_written_once_more_is_said_once_more_but_not_with_every_line() throws IOException {
        Path path = directory.resolve("log/events.jsonl");
        EventsFile file = file(path, 100, 5);
        assertThat(append(file, "one")).isTrue();

        failAndRecover(file, path);
        failAndRecover(file, path);
        assertThat(complaints).as("within a minute").hasSize(1);
        ticker.move(Duration.ofMinutes(1));
        failAndRecover(file, path);

        assertThat(complaints).hasSize(2);
    }

    private static void failAndRecover(EventsFile file, Path path) throws IOException {
        file.close();
        Files.delete(path);
        Files.createDirectory(path);
        assertThat(append(file, "lost")).isFalse();
        assertThat(append(file, "lost")).isFalse();
        Files.delete(path);
        assertThat(append(file, "again")).isTrue();
    }

    @Test
    void a_name_that_is_none_is_no_exception() {
        EventsFile file = new EventsFile("events\0.jsonl", 100, 5, ticker, complaints::add);

        assertThat(append(file, "one")).isFalse();
        assertThat(complaints).hasSize(1);
    }

    @Test
    void a_file_that_cannot_be_put_aside_does_not_grow() throws IOException {
        Path path = directory.resolve("events.jsonl");
        Files.createDirectories(directory.resolve("events.jsonl.1/occupied"));
        EventsFile file = file(path, 8, 1);

        for (String line : List.of("aaa", "bbb", "ccc", "ddd")) {
            append(file, line);
        }
        file.close();

        assertThat(path).hasContent("aaa\nbbb\n");
        assertThat(complaints).hasSize(1);
    }

    @Test
    void a_full_disk_is_no_exception() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full));
        EventsFile file = file(full, 100, 5);

        assertThat(append(file, "one")).isFalse();
        assertThat(append(file, "two")).isFalse();
        assertThat(complaints).hasSize(1);
    }
}
