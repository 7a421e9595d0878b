package dev.detour;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;

/**
 * The agent proper: a jar that is one entry of {@code detour.jar}, read from memory.
 *
 * <p>One entry, so that the JVM, which lists every entry of an agent's jar at start, has next to nothing to list; and
 * from memory, because a temporary folder may be missing, full or forbidden. The build makes it, so it is known to be
 * an ordinary archive: neither ZIP64 nor encrypted nor spanned (APPNOTE.TXT 4.3, 4.4).
 */
final class NestedJar {
    static final String ENTRY = "detour-agent.jar";

    private static final int END_OF_DIRECTORY = 0x06054b50;
    private static final int END_OF_DIRECTORY_LENGTH = 22;
    private static final int DIRECTORY_ENTRY = 0x02014b50;

    private final ByteBuffer archive;
    private final Map<String, Integer> directory = new HashMap<>();

    private NestedJar(byte[] bytes) throws IOException {
        archive = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        readDirectory();
    }

    /** Reads the nested archive of the jar at this path. */
    static NestedJar of(String path) throws IOException {
        JarFile jar = new JarFile(path, false);
        try {
            ZipEntry entry = jar.getEntry(ENTRY);
            if (entry == null) {
                throw new FileNotFoundException(path + " has no " + ENTRY);
            }
            return new NestedJar(readFully(jar.getInputStream(entry), (int) entry.getSize()));
        } finally {
            jar.close();
        }
    }

    /** The content of an entry, or null where there is none of this name. */
    byte[] read(String name) {
        Integer at = directory.get(name);
        return at == null ? null : content(at);
    }

    private void readDirectory() throws IOException {
        int end = archive.limit() - END_OF_DIRECTORY_LENGTH;
        while (end >= 0 && archive.getInt(end) != END_OF_DIRECTORY) {
            end--;
        }
        if (end < 0) {
            throw new IOException(ENTRY + " is damaged: it has no directory");
        }
        int entries = archive.getShort(end + 10) & 0xffff;
        int at = archive.getInt(end + 16);
        for (int i = 0; i < entries; i++) {
            if (archive.getInt(at) != DIRECTORY_ENTRY) {
                throw new IOException(ENTRY + " is damaged: no directory entry at " + at);
            }
            int nameLength = archive.getShort(at + 28) & 0xffff;
            int extraLength = archive.getShort(at + 30) & 0xffff;
            int commentLength = archive.getShort(at + 32) & 0xffff;
            directory.put(new String(archive.array(), at + 46, nameLength, StandardCharsets.UTF_8), at);
            at += 46 + nameLength + extraLength + commentLength;
        }
    }

    private byte[] content(int at) {
        boolean stored = archive.getShort(at + 10) == ZipEntry.STORED;
        int compressed = archive.getInt(at + 20);
        byte[] content = new byte[archive.getInt(at + 24)];
        int local = archive.getInt(at + 42);
        int data = local + 30 + (archive.getShort(local + 26) & 0xffff) + (archive.getShort(local + 28) & 0xffff);
        if (stored) {
            System.arraycopy(archive.array(), data, content, 0, content.length);
        } else {
            inflate(data, compressed, content);
        }
        return content;
    }

    private void inflate(int from, int length, byte[] into) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(archive.array(), from, length);
            int done = 0;
            while (done < into.length) {
                int step = inflater.inflate(into, done, into.length - done);
                if (step == 0) {
                    throw new IllegalStateException(ENTRY + " is damaged: an entry ends early");
                }
                done += step;
            }
        } catch (DataFormatException damaged) {
            throw new IllegalStateException(ENTRY + " is damaged", damaged);
        } finally {
            inflater.end();
        }
    }

    private static byte[] readFully(InputStream in, int size) throws IOException {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(size, 1024));
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
            return out.toByteArray();
        } finally {
            in.close();
        }
    }
}
