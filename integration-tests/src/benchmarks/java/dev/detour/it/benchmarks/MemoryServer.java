package dev.detour.it.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/**
 * One connection of a server that is not there: takes HTTP/1.1 requests as bytes and has the answer at once, in the
 * caller's own thread. Without a network a call takes a few microseconds, and what an agent adds stands out of the
 * noise.
 *
 * <p>The target says what is answered: {@code /fail/P} in P of 100 cases, evenly spread, with 503, unless {@code
 * /second} is in it too; anything else with a line.
 */
final class MemoryServer {
    private static final byte[] LINE = answer("200 OK", "{\"type\":\"message\",\"content\":\"Hello\"}");
    private static final byte[] FAILURE = answer("503 Service Unavailable", "{\"type\":\"error\"}");
    private static final byte[] LENGTH = "content-length:".getBytes(ISO_8859_1);

    private byte[] request = new byte[1 << 12];
    private int size;
    private int count;

    /** The answer, where these bytes make the request whole; else null. */
    byte[] take(byte[] bytes, int offset, int length) {
        if (size + length > request.length) {
            request = Arrays.copyOf(request, 2 * (size + length));
        }
        System.arraycopy(bytes, offset, request, size, length);
        size += length;
        int end = endOfHead();
        if (end < 0 || size < end + lengthOfBody(end)) {
            return null;
        }
        size = 0;
        return answerTo(target());
    }

    private byte[] answerTo(String target) {
        int at = target.indexOf("/fail/");
        if (at < 0 || target.contains("/second")) {
            return LINE;
        }
        int percent = Integer.parseInt(target.substring(at + 6));
        int before = count * percent % 100;
        count = (count + 1) % 100;
        return before + percent >= 100 ? FAILURE : LINE;
    }

    private String target() {
        int from = indexOf((byte) ' ', 0) + 1;
        return new String(request, from, indexOf((byte) ' ', from) - from, ISO_8859_1);
    }

    private int indexOf(byte wanted, int from) {
        int i = from;
        while (request[i] != wanted) {
            i++;
        }
        return i;
    }

    private int endOfHead() {
        for (int i = 3; i < size; i++) {
            if (request[i] == '\n' && request[i - 1] == '\r' && request[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private int lengthOfBody(int end) {
        for (int i = 0; i < end - LENGTH.length; i++) {
            if (request[i] == '\n' && isLength(i + 1)) {
                return number(i + 1 + LENGTH.length);
            }
        }
        return 0;
    }

    private boolean isLength(int at) {
        for (int i = 0; i < LENGTH.length; i++) {
            byte next = request[at + i];
            if ((next >= 'A' && next <= 'Z' ? next + 32 : next) != LENGTH[i]) {
                return false;
            }
        }
        return true;
    }

    private int number(int from) {
        int number = 0;
        for (int i = from; request[i] != '\r'; i++) {
            if (request[i] != ' ') {
                number = 10 * number + request[i] - '0';
            }
        }
        return number;
    }

    private static byte[] answer(String status, String body) {
        return ("HTTP/1.1 " + status + "\r\ncontent-type: application/json\r\ncontent-length: " + body.length()
                        + "\r\n\r\n" + body)
                .getBytes(ISO_8859_1);
    }
}
