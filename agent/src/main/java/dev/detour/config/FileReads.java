package dev.detour.config;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files that one load has read, with the digests of their contents: what has to be looked at for a change. */
final class FileReads {
    /** What stands for the content of a file that cannot be read. */
    static final String ABSENT = "absent";
    /** What stands for the content of an empty file. */
    static final String EMPTY = "empty";
    /** Ten thousand routes take two. A file beyond it is no configuration. */
    static final int LIMIT = 16 << 20;

    private final Map<String, String> digests = new LinkedHashMap<>();

    /**
     * The content of a file.
     *
     * @throws IOException where it cannot be read in full; see {@link #reason}
     */
    byte[] read(String file) throws IOException {
        digests.put(file, ABSENT);
        byte[] content = content(file);
        digests.put(file, digest(content));
        return content;
    }

    /** Its content as text. */
    String text(String file) throws IOException {
        return decode(read(file));
    }

    /** By file name as it was asked for. */
    Map<String, String> digests() {
        return Map.copyOf(digests);
    }

    /** The digest of a file as it is now. */
    static String digestNow(String file) {
        try {
            return digest(content(file));
        } catch (IOException | RuntimeException unreadable) {
            return ABSENT;
        }
    }

    /** UTF-8, without a byte order mark. */
    static String decode(byte[] content) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(content))
                .toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** A file name, relative to a folder unless it is absolute. */
    static String resolve(String directory, String file) throws IOException {
        try {
            return Paths.get(directory).resolve(file).toString();
        } catch (InvalidPathException invalid) {
            throw new IOException("it is not a file name", invalid);
        }
    }

    /** Why a file could not be read, in words that repeat neither its name nor its content. */
    static String reason(Exception unreadable) {
        if (unreadable instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (unreadable instanceof AccessDeniedException || unreadable instanceof SecurityException) {
            return "access is denied";
        }
        if (unreadable instanceof CharacterCodingException) {
            return "it is not UTF-8 text";
        }
        String message = unreadable.getMessage();
        boolean ours = unreadable.getClass() == IOException.class && message != null && message.startsWith("it ");
        return ours ? String.valueOf(message) : unreadable.getClass().getSimpleName();
    }

    private static byte[] content(String file) throws IOException {
        Path path = path(file);
        if (Files.notExists(path)) {
            throw new NoSuchFileException(file);
        }
        if (!Files.isRegularFile(path)) {
            // A pipe or a device could block for ever, and cannot be read again.
            throw new IOException("it is not a regular file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return bounded(in);
        }
    }

    private static byte[] bounded(InputStream in) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            content.write(buffer, 0, read);
            if (content.size() > LIMIT) {
                throw new IOException("it is larger than 16 MB");
            }
        }
        return content.toByteArray();
    }

    private static Path path(String file) throws IOException {
        try {
            return Paths.get(file);
        } catch (InvalidPathException invalid) {
            throw new IOException("it is not a file name", invalid);
        }
    }

    private static String digest(byte[] content) {
        if (content.length == 0) {
            return EMPTY;
        }
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
