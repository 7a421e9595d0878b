package dev.detour.report;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * The lines of a stream, in one buffer. A line beyond {@link #LONGEST} is read on and told as one that is no event: the
 * agent writes none.
 */
final class Lines {
    static final int LONGEST = 1 << 20;

    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;
    private int lineLength;
    private boolean ended;
    private boolean broken;
    private boolean tooLong;
    private boolean cut;

    Lines(InputStream in) {
        this.in = in;
    }

    /** Goes to the next line; false where there is none. */
    boolean next() throws IOException {
        from += lineLength;
        lineLength = 0;
        tooLong = false;
        cut = false;
        int seen = from;
        while (true) {
            int end = indexOfEnd(seen);
            if (end >= 0) {
                lineLength = end + 1 - from;
                return true;
            }
            if (ended) {
                lineLength = to - from;
                cut = lineLength > 0 || tooLong;
                return cut;
            }
            dropIfTooLong();
            int scanned = to - from;
            fill();
            seen = from + scanned;
        }
    }

    private int indexOfEnd(int start) {
        for (int i = start; i < to; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void dropIfTooLong() {
        if (to - from >= LONGEST) {
            tooLong = true;
            to = from;
        }
    }

    private void fill() throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, to - from);
            to -= from;
            from = 0;
        }
        if (to == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int count = read();
        ended = count < 0;
        to += Math.max(0, count);
    }

    /** A packed file that was cut off, or is damaged, ends there: what came before is good. */
    private int read() throws IOException {
        try {
            return in.read(buffer, to, buffer.length - to);
        } catch (EOFException | ZipException early) {
            broken = true;
            return -1;
        }
    }

    /** The bytes of the line without its end. */
    byte[] copy() {
        return Arrays.copyOfRange(buffer, from, from + length());
    }

    /** Bytes of the line without its end; 0 where it was too long to be one. */
    int length() {
        int length = lineLength;
        while (length > 0 && (buffer[from + length - 1] == '\n' || buffer[from + length - 1] == '\r')) {
            length--;
        }
        return length;
    }

    boolean isTooLong() {
        return tooLong;
    }

    /** Whether it is the last one and has no end: its writer died, or is still writing. */
    boolean isCut() {
        return cut;
    }

    /** Whether the stream broke off. */
    boolean isBroken() {
        return broken;
    }
}
