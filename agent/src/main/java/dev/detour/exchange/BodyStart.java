package dev.detour.exchange;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** The first bytes of an answer's body, as far as they came with its head; decompressed. Immutable. */
public final class BodyStart {
    /** Bytes of a body that are looked at: the longest error of a provider that was seen is below 4 KB. */
    public static final int MOST = 16 << 10;

    /** How long the rest of these bytes is waited for, in milliseconds. */
    public static final long PATIENCE_MILLIS = 500;

    /** Of the codings that are known. */
    private static final int LONGEST_CODING = 8;

    /** None was looked at. */
    public static final BodyStart UNSEEN = new BodyStart(new byte[0], false);

    private final byte[] bytes;
    private final boolean seen;

    private BodyStart(byte[] bytes, boolean seen) {
        this.bytes = bytes;
        this.seen = seen;
    }

    /**
     * Reads what came.
     *
     * @param raw as it came, at most a little more than {@link #MOST}; cut anywhere
     * @param encoding the answer's {@code Content-Encoding}; null: none
     */
    public static BodyStart of(byte[] raw, @Nullable String encoding) {
        String coding = encoding == null ? "" : encoding.trim();
        coding = coding.length() > LONGEST_CODING ? coding : coding.toLowerCase(Locale.ROOT);
        switch (coding) {
            case "":
            case "identity":
                return new BodyStart(raw.length > MOST ? Arrays.copyOf(raw, MOST) : raw, true);
            case "gzip":
            case "x-gzip":
                return decoded(raw, GZIPInputStream::new);
            case "deflate":
                return decoded(raw, isZlib(raw) ? InflaterInputStream::new : BodyStart::inflating);
            default:
                return UNSEEN;
        }
    }

    /** RFC 9110 means zlib by "deflate" (8.4.1.2); some send what zlib holds. */
    private static boolean isZlib(byte[] raw) {
        return raw.length >= 2 && (raw[0] & 15) == 8 && (((raw[0] & 255) << 8) + (raw[1] & 255)) % 31 == 0;
    }

    private static InputStream inflating(InputStream in) {
        return new InflaterInputStream(in, new Inflater(true));
    }

    private static BodyStart decoded(byte[] raw, Decoder decoder) {
        byte[] room = new byte[MOST];
        int length = 0;
        try (InputStream in = decoder.over(new ByteArrayInputStream(raw))) {
            for (int n = in.read(room); n > 0; n = in.read(room, length, MOST - length)) {
                length += n;
            }
        } catch (IOException cut) {
            // What was decoded before is what there is to see.
        }
        return length == 0 && raw.length > 0 ? UNSEEN : new BodyStart(Arrays.copyOf(room, length), true);
    }

    /** Whether the body was looked at. */
    public boolean isSeen() {
        return seen;
    }

    /** Whether the body was looked at, and there is none. */
    public boolean isEmpty() {
        return seen && bytes.length == 0;
    }

    /** As UTF-8; never fails. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Its length only: bodies are told where the configuration wants it. */
    @Override
    public String toString() {
        return seen ? "BodyStart{" + bytes.length + " bytes}" : "BodyStart{unseen}";
    }

    /** Undoes a content encoding. */
    private interface Decoder {
        InputStream over(InputStream in) throws IOException;
    }
}
