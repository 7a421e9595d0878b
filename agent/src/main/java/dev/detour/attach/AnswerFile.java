package dev.detour.attach;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Where the agent in a JVM writes its answer. In a folder of our own, so that nobody can put something else in its
 * place; the file is its owner's only, who is the JVM's user where that is another one (we are root then).
 */
final class AnswerFile implements AutoCloseable {
    private final Path folder;
    private final Path file;
    private final Path inside;
    private final Thread cleaning = new Thread(this::delete);

    private AnswerFile(Path folder, Path file, Path inside) {
        this.folder = folder;
        this.file = file;
        this.inside = inside;
        // Ctrl-C, and who watches ends by it.
        Runtime.getRuntime().addShutdownHook(cleaning);
    }

    static AnswerFile of(JvmProcess target) throws IOException {
        boolean elsewhere = target.hasOtherFiles();
        Path folder = elsewhere
                ? Files.createTempDirectory(target.outside(Path.of("/tmp")), "detour")
                : Files.createTempDirectory("detour");
        Path file = Files.createFile(folder.resolve("answer"));
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            int uid = target.uid();
            if (uid >= 0 && uid != JvmProcess.own().uid()) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
                Files.setAttribute(file, "unix:gid", target.gid());
                Files.setAttribute(file, "unix:uid", uid);
            }
        }
        Path inside =
                elsewhere ? Path.of("/tmp").resolve(folder.getFileName()).resolve("answer") : file.toAbsolutePath();
        return new AnswerFile(folder, file, inside);
    }

    /** As the JVM knows it. */
    String name() {
        return inside.toString();
    }

    String read() throws IOException {
        try (var channel = Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(cleaning);
        } catch (IllegalStateException endingAnyway) {
            return;
        }
    }

    private void delete() {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        } catch (IOException left) {
            return; // an empty file in a temporary folder
        }
    }
}
