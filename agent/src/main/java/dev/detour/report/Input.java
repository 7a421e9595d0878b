package dev.detour.report;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** One source of events: a file, or standard input. Packed by gzip or not, whatever its name is. */
final class Input {
    private static final int GZIP_1 = 0x1f;
    private static final int GZIP_2 = 0x8b;

    private final @Nullable Path file;
    private final InputStream standard;

    private Input(@Nullable Path file, InputStream standard) {
        this.file = file;
        this.standard = standard;
    }

    static Input ofFile(Path file) {
        return new Input(file, InputStream.nullInputStream());
    }

    static Input ofStream(InputStream stream) {
        return new Input(null, stream);
    }

    boolean isFile() {
        return file != null;
    }

    /** Bytes as it lies there; 0 where that is not known. */
    long size() throws IOException {
        return file == null ? 0 : Files.size(file);
    }

    /** The content, unpacked; what is read is counted as it lies there. To be closed. */
    InputStream open(Progress progress) throws IOException {
        InputStream raw = file == null ? standard : Files.newInputStream(file);
        BufferedInputStream counted = new BufferedInputStream(progress.counting(raw), 1 << 16);
        counted.mark(2);
        boolean packed = counted.read() == GZIP_1 && counted.read() == GZIP_2;
        counted.reset();
        return packed ? unpacked(counted) : counted;
    }

    /** A file that was cut off in its head is empty and broken, as one that was cut off later ends there. */
    private static InputStream unpacked(InputStream packed) throws IOException {
        try {
            return new GZIPInputStream(packed, 1 << 16);
        } catch (EOFException | ZipException damaged) {
            return new FilterInputStream(packed) {
                @Override
                public int read(byte[] bytes, int start, int length) throws IOException {
                    throw damaged;
                }
            };
        }
    }

    /** For people. */
    @Override
    public String toString() {
        return file == null ? "standard input" : file.toString();
    }
}
