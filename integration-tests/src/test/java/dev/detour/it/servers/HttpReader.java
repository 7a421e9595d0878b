package dev.detour.it.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads HTTP/1.1 messages (RFC 9112) and keeps them as they came. */
final class HttpReader {
    /**
     * The start line and the fields of a message.
     *
     * @param headers by lower-case name, in order
     */
    record Head(String startLine, Map<String, List<String>> headers) {
        String part(int index) {
            return startLine.split(" ", 3)[index];
        }

        boolean isRequest() {
            return startLine.endsWith(" HTTP/1.1");
        }

        @Nullable
        String header(String name) {
            List<String> values = headers.get(name);
            return values == null ? null : String.join("\n", values);
        }
    }

    private final InputStream in;

    HttpReader(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    InputStream stream() {
        return in;
    }

    /** The next head; null where the peer closed in order before it. */
    @Nullable
    Head head() throws IOException {
        String start = line();
        if (start == null) {
            return null;
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        Head head = new Head(start, headers);
        if (!head.isRequest()) {
            return head; // no HTTP: there may be no lines to follow
        }
        for (String line = line(); line != null && !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).trim());
        }
        return head;
    }

    byte[] body(Head head) throws IOException {
        String encoding = head.header("transfer-encoding");
        if (encoding != null && encoding.toLowerCase(Locale.ROOT).contains("chunked")) {
            return chunks();
        }
        String length = head.header("content-length");
        return length == null ? new byte[0] : exactly(Integer.parseInt(length));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(required().split(";", 2)[0].trim(), 16);
            body.writeBytes(exactly(size));
            required();
            if (size == 0) {
                return body.toByteArray();
            }
        }
    }

    private byte[] exactly(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }

    private String required() throws IOException {
        String line = line();
        if (line == null) {
            throw new EOFException();
        }
        return line;
    }

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(ISO_8859_1);
    }
}
