package dev.detour.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** What is handed to support: texts that hold no secret, in one file that only its owner can read. */
public final class Bundle {
    private Bundle() {}

    /**
     * Looks whether it can be written, before long work is done for it.
     *
     * @throws IOException with the cause, in words
     */
    public static void check(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw there(file, null);
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException(file + " cannot be written: its folder is not there");
        }
        if (!Files.isWritable(folder)) {
            throw new IOException(file + " cannot be written: this user may make no file in its folder");
        }
    }

    /**
     * Writes it.
     *
     * @param entries texts by their names
     * @throws IOException where it cannot be written, or is there already
     */
    static void write(Path file, Map<String, String> entries) throws IOException {
        check(file);
        try (ZipOutputStream zip = new ZipOutputStream(Channels.newOutputStream(created(file)))) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(UTF_8));
                zip.closeEntry();
            }
        }
    }

    /** Made and opened at once: between the two, nobody can put another file in its place. */
    private static SeekableByteChannel created(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try {
            return Files.newByteChannel(
                    file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly);
        } catch (FileAlreadyExistsException there) {
            throw there(file, there);
        }
    }

    private static IOException there(Path file, @Nullable IOException cause) {
        return new IOException(file + " is there already, and is left as it is", cause);
    }
}
