package dev.detour.report;

import static dev.detour.report.EventLines.failed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.detour.json.Tree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    Path folder;

    private Report report;

    @BeforeEach
    void read() throws IOException {
        byte[] events = (failed("1", 0, "overloaded") + "\n").getBytes(StandardCharsets.UTF_8);
        report = Report.read(List.of(Path.of("-")), new ByteArrayInputStream(events), Progress.none());
    }

    @Test
    void page_is_its_owners_alone_and_follows_no_link() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        Path precious = Files.writeString(folder.resolve("precious"), "untouched");
        Path page = folder.resolve("report.html");
        Files.createSymbolicLink(folder.resolve("report.html.part"), precious);
        Files.createSymbolicLink(page, precious);

        report.write(page);

        assertThat(precious).hasContent("untouched");
        assertThat(page).isRegularFile().content().startsWith("<!DOCTYPE html>");
        assertThat(Files.isSymbolicLink(page)).isFalse();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(page)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("precious", "report.html", "report.html.part");
        }
    }

    @Test
    void page_does_not_take_the_place_of_a_device() {
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device));
        assertThatThrownBy(() -> report.write(device))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is no file that could be replaced");
    }

    @Test
    void totals_are_one_line() throws IOException {
        StringWriter out = new StringWriter();
        report.writeTotals(out);
        assertThat(out.toString()).endsWith("}\n");
        assertThat(out.toString().lines()).hasSize(1);
        assertThat(Tree.read(out.toString()).number("lines")).isEqualTo(1);
    }
}
