package dev.detour;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NestedJarTest {
    @TempDir
    Path folder;

    @Test
    void every_entry_is_found_and_nothing_else() throws IOException {
        NestedJar jar = NestedJar.of(jar(zip(contents())).toString());

        contents()
                .forEach((name, content) ->
                        assertThat(jar.read(name)).as(name).asString(UTF_8).isEqualTo(content));
        assertThat(jar.read("a/b/Missing.class")).isNull();
        assertThat(jar.read("0/p/TheSameForAllOfThem.clasS")).isNull();
        assertThat(jar.read("")).isNull();
    }

    @Test
    void an_archive_without_entries_holds_nothing() throws IOException {
        assertThat(NestedJar.of(jar(zip(Map.of())).toString()).read("a/B.class"))
                .isNull();
    }

    @Test
    void what_is_no_archive_is_said_to_be_damaged() throws IOException {
        Path jar = jar("no archive at all, only text".getBytes(UTF_8));

        assertThatThrownBy(() -> NestedJar.of(jar.toString()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is damaged");
    }

    /** Names that differ before the part that their places depend on, short ones, and some of other letters. */
    private static Map<String, String> contents() {
        List<String> names = new ArrayList<>(List.of("a", "é/Ü.class", ".class", "META-INF/services/a.b.C"));
        for (int i = 0; i < 1_000; i++) {
            names.add(i + "/p/TheSameForAllOfThem.class");
            names.add("p/Own" + i + ".class");
        }
        Map<String, String> contents = new LinkedHashMap<>();
        names.forEach(name -> contents.put(name, name.repeat(20)));
        return contents;
    }

    /** Every other entry stored as it is. */
    private static byte[] zip(Map<String, String> contents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            boolean stored = false;
            for (Map.Entry<String, String> content : contents.entrySet()) {
                put(out, content.getKey(), content.getValue().getBytes(UTF_8), stored);
                stored = !stored;
            }
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream out, String name, byte[] content, boolean stored) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        if (stored) {
            CRC32 sum = new CRC32();
            sum.update(content);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            entry.setCrc(sum.getValue());
        }
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }

    private Path jar(byte[] nested) throws IOException {
        Path jar = folder.resolve("detour.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream out = new ZipOutputStream(file)) {
            put(out, NestedJar.ENTRY, nested, true);
        }
        return jar;
    }
}
