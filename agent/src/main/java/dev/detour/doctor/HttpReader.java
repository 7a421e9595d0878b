package dev.detour.doctor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads answers of HTTP/1.1 (RFC 9112) byte by byte, so that it is known when which came. Ends, cuts and nonsense are the
 * exceptions that the classifier knows from the clients.
 */
final class HttpReader {
    private static final int LONGEST_LINE = 64 << 10;
    private static final int MOST_HEADERS = 500;

    private final InputStream in;

    /**
     * @param in buffered
     */
    HttpReader(InputStream in) {
        this.in = in;
    }

    /** Waits for the first byte of an answer and leaves it to be read; false where the peer ended before it. */
    boolean awaitFirstByte() throws IOException {
        in.mark(1);
        boolean came = in.read() >= 0;
        in.reset();
        return came;
    }

    /** The next answer's head; those that only announce it (1xx) are passed over. */
    HttpHead head() throws IOException {
        HttpHead head = anyHead();
        while (head.status() / 100 == 1 && head.status() != 101) {
            head = anyHead();
        }
        return head;
    }

    private HttpHead anyHead() throws IOException {
        int status = status(line());
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1 || headers.size() > MOST_HEADERS) {
                throw new ProtocolException("a line of the head is no header");
            }
            headers.putIfAbsent(
                    line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new HttpHead(status, headers);
    }

    /** What is not HTTP is quoted nowhere: it may be anything. */
    private static int status(String line) throws ProtocolException {
        if (!line.matches("HTTP/1\\.[01] [1-9][0-9]{2}( .*)?")) {
            throw new ProtocolException("the answer does not begin as HTTP/1.1 does");
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the answer ended in its head");
            }
            if (line.size() >= LONGEST_LINE) {
                throw new ProtocolException("a line of the head does not end");
            }
            line.write(next);
        }
        String text = line.toString(ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** The body of the answer with this head; its end is the body's. */
    InputStream body(HttpHead head) throws IOException {
        if (head.hasNoBody()) {
            return InputStream.nullInputStream();
        }
        if (head.says("transfer-encoding", "chunked")) {
            return new Body(-1);
        }
        String length = head.header("content-length");
        if (length == null) {
            return in;
        }
        if (!length.matches("[0-9]{1,18}")) {
            throw new ProtocolException("the declared length is no number");
        }
        return new Body(Long.parseLong(length));
    }

    /** Whether the end of such a body leaves the connection open for another request. */
    static boolean isReusable(HttpHead head) {
        boolean framed =
                head.hasNoBody() || head.header("content-length") != null || head.says("transfer-encoding", "chunked");
        return framed && !head.says("connection", "close");
    }

    /** A body with an end that is declared, or by chunks. */
    private final class Body extends InputStream {
        private final boolean chunked;
        private long left;
        private boolean begun;
        private boolean over;

        Body(long length) {
            chunked = length < 0;
            left = Math.max(0, length);
            over = length == 0;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
        }

        @Override
        public int read(byte[] bytes, int start, int length) throws IOException {
            if (chunked && left == 0 && !over) {
                nextChunk();
            }
            if (over || length == 0) {
                return over ? -1 : 0;
            }
            int read = in.read(bytes, start, (int) Math.min(length, left));
            if (read < 0) {
                throw new EOFException("the body ended before its declared end");
            }
            left -= read;
            over = !chunked && left == 0;
            return read;
        }

        private void nextChunk() throws IOException {
            if (begun && !line().isEmpty()) {
                throw new ProtocolException("a chunk is longer than it says");
            }
            begun = true;
            String size = line().split(";", 2)[0].strip();
            if (!size.matches("[0-9a-fA-F]{1,15}")) {
                throw new ProtocolException("the size of a chunk is no number");
            }
            left = Long.parseLong(size, 16);
            if (left == 0) {
                over = true;
                String trailer = line();
                while (!trailer.isEmpty()) {
                    trailer = line();
                }
            }
        }
    }
}
