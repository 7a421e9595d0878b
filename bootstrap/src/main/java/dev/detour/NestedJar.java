package dev.detour;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
    private static final int DIRECTORY_ENTRY_LENGTH = 46;

    /** How much of a name its place depends on: what comes before {@code .class}, where most names differ. */
    private static final int TELLING = 16;

    private static final int SUFFIX = ".class".length();

    private final byte[] archive;

    /**
     * Where the entries stand in the directory, by the hash of their names, each at the next free place; 0 is none. At
     * every start thousands are entered, by code that is not compiled yet, and some hundred asked for: a map by their
     * names takes several times as long.
     */
    private final int[] places;

    private NestedJar(byte[] archive) throws IOException {
        this.archive = archive;
        int end = endOfDirectory();
        int entries = shortAt(end + 10);
        places = new int[4 * Integer.highestOneBit(Math.max(1, entries))];
        readDirectory(intAt(end + 16), entries);
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
        byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
        int place = place(wanted, 0, wanted.length);
        for (int at = places[place]; at != 0; at = places[place]) {
            if (isNamed(at, wanted)) {
                return content(at);
            }
            place = next(place);
        }
        return null;
    }

    private int endOfDirectory() throws IOException {
        for (int end = archive.length - END_OF_DIRECTORY_LENGTH; end >= 0; end--) {
            if (intAt(end) == END_OF_DIRECTORY) {
                return end;
            }
        }
        throw new IOException(ENTRY + " is damaged: it has no directory");
    }

    private void readDirectory(int from, int entries) throws IOException {
        int at = from;
        for (int i = 0; i < entries; i++) {
            if (intAt(at) != DIRECTORY_ENTRY) {
                throw new IOException(ENTRY + " is damaged: no directory entry at " + at);
            }
            int nameLength = shortAt(at + 28);
            int place = place(archive, at + DIRECTORY_ENTRY_LENGTH, nameLength);
            while (places[place] != 0) {
                place = next(place);
            }
            places[place] = at;
            at += DIRECTORY_ENTRY_LENGTH + nameLength + shortAt(at + 30) + shortAt(at + 32);
        }
    }

    private int place(byte[] bytes, int from, int length) {
        int end = from + length - SUFFIX;
        int hash = length;
        for (int i = Math.max(from, end - TELLING); i < end; i++) {
            hash = 31 * hash + bytes[i];
        }
        return (hash ^ (hash >>> 16)) & (places.length - 1);
    }

    private int next(int place) {
        return (place + 1) & (places.length - 1);
    }

    private boolean isNamed(int at, byte[] name) {
        if (shortAt(at + 28) != name.length) {
            return false;
        }
        for (int i = name.length - 1; i >= 0; i--) {
            if (archive[at + DIRECTORY_ENTRY_LENGTH + i] != name[i]) {
                return false;
            }
        }
        return true;
    }

    private byte[] content(int at) {
        boolean stored = shortAt(at + 10) == ZipEntry.STORED;
        int compressed = intAt(at + 20);
        byte[] content = new byte[intAt(at + 24)];
        int local = intAt(at + 42);
        int data = local + 30 + shortAt(local + 26) + shortAt(local + 28);
        if (stored) {
            System.arraycopy(archive, data, content, 0, content.length);
        } else {
            inflate(data, compressed, content);
        }
        return content;
    }

    private int shortAt(int at) {
        return (archive[at] & 0xff) | ((archive[at + 1] & 0xff) << 8);
    }

    private int intAt(int at) {
        return shortAt(at) | (shortAt(at + 2) << 16);
    }

    private void inflate(int from, int length, byte[] into) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(archive, from, length);
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
            byte[] all = new byte[size];
            int done = 0;
            while (done < size) {
                int step = in.read(all, done, size - done);
                if (step < 0) {
                    throw new IOException(ENTRY + " is damaged: it ends early");
                }
                done += step;
            }
            return all;
        } finally {
            in.close();
        }
    }
}
