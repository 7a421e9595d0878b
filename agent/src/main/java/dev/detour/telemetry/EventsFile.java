package dev.detour.telemetry;

import dev.detour.exchange.Ticker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The events file: lines are appended, and when it is full it is put aside as {@code FILE.1}, the one before as
 * {@code FILE.2} and so on. Only its owner can read what is created here. Where it cannot be written, that is said once
 * until it has been written again, and tried again with the next line.
 *
 * <p>Each line is one write to a file opened for appending, so that processes that share it do not cut each other's
 * lines; but each rotates by its own account, so a file for each process is better.
 *
 * <p>For one thread at a time, and none of the application's: files block.
 */
final class EventsFile {
    private static final byte[] LINE_END = {'\n'};

    /** A disk that takes some lines and not others is not told of with every other line. */
    private static final Duration BETWEEN_COMPLAINTS = Duration.ofMinutes(1);

    private final String name;
    private final long maxSize;
    private final int keep;
    private final Ticker ticker;
    private final Consumer<String> complaints;
    private @Nullable SeekableByteChannel channel;
    private long size;
    private boolean amidLine;
    private boolean failing;
    private @Nullable Long complainedNanos;

    /**
     * Opens nothing yet.
     *
     * @param maxSize bytes after which it is put aside; a longer line still goes into a file of its own
     * @param keep how many files are kept beside it
     * @param complaints takes a sentence for people whenever it can be written no more
     */
    EventsFile(String name, long maxSize, int keep, Ticker ticker, Consumer<String> complaints) {
        this.name = name;
        this.maxSize = maxSize;
        this.keep = keep;
        this.ticker = ticker;
        this.complaints = complaints;
    }

    /** Appends a line, which brings its own end; false where it is lost. */
    boolean append(byte[] line) {
        try {
            SeekableByteChannel open = open();
            if (size > 0 && size + line.length > maxSize) {
                rotate();
                open = open();
            }
            if (amidLine) {
                write(open, LINE_END);
            }
            write(open, line);
            failing = false;
            return true;
        } catch (IOException | InvalidPathException | SecurityException failed) {
            close();
            complain(failed);
            return false;
        }
    }

    private SeekableByteChannel open() throws IOException {
        SeekableByteChannel open = channel;
        if (open == null) {
            Path file = Path.of(name).toAbsolutePath();
            createDirectory(file.getParent());
            open = Files.newByteChannel(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                    ownersOnly("rw-------"));
            size = open.size();
            channel = open;
        }
        return open;
    }

    private static void createDirectory(@Nullable Path directory) throws IOException {
        if (directory != null && !Files.isDirectory(directory)) {
            Files.createDirectories(directory, ownersOnly("rwx------"));
        }
    }

    private static FileAttribute<?>[] ownersOnly(String permissions) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private void write(SeekableByteChannel open, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            int written = open.write(buffer);
            size += written;
            // A full disk may take half a line: the next line must not continue it.
            amidLine = buffer.hasRemaining() && (amidLine || written > 0);
        }
    }

    private void rotate() throws IOException {
        close();
        if (keep == 0) {
            Files.deleteIfExists(Path.of(name));
            return;
        }
        for (int number = keep; number > 1; number--) {
            moveIfExists(name + "." + (number - 1), name + "." + number);
        }
        moveIfExists(name, name + ".1");
    }

    private static void moveIfExists(String from, String to) throws IOException {
        if (Files.exists(Path.of(from))) {
            Files.move(Path.of(from), Path.of(to), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void complain(Exception failed) {
        Long before = complainedNanos;
        if (!failing && (before == null || ticker.nanos() - before >= BETWEEN_COMPLAINTS.toNanos())) {
            complainedNanos = ticker.nanos();
            complaints.accept("events are lost: " + name + " cannot be written (" + failed
                    + "). It is tried again with each event; this is said once, and again should it end and return.");
        }
        failing = true;
    }

    /** Gives the file back to the system; the next line opens it again. */
    void close() {
        SeekableByteChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException nothingMoreToDo) {
                amidLine = true;
            }
        }
    }
}
