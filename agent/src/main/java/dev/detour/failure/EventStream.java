package dev.detour.failure;

import dev.detour.exchange.BodyStart;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Looks on while the events of a stream pass (the event stream format of WHATWG HTML, 9.2.6), in whatever pieces: it
 * keeps the beginning of the event that is passing, and nothing else. Used by one thread at a time.
 */
public final class EventStream {
    /** Bytes of an event's data that are kept: enough for an error. */
    private static final int MOST_DATA = 4 << 10;

    private static final int LONGEST_NAME = 64;
    /** Of what stands in the place of data, as {@code [DONE]}. */
    private static final int LONGEST_MARK = 16;

    private final Provider provider;
    private final boolean endsByItself;
    private final UnaryOperator<String> withoutSecrets;

    private final byte[] field = new byte[8];
    private final byte[] name = new byte[LONGEST_NAME];
    private byte[] data = new byte[512];
    private int fieldLength;
    private int nameLength;
    private int dataLength;
    private boolean inValue;
    private boolean atValue;
    private boolean afterReturn;
    private boolean sawEvent;
    private boolean sawLast;
    private @Nullable Failure error;

    /**
     * Begins with the first byte of a body.
     *
     * @param endsByItself whether a stream without any event is cut: one that was only listened to may end empty
     */
    EventStream(Provider provider, boolean endsByItself, UnaryOperator<String> withoutSecrets) {
        this.provider = provider;
        this.endsByItself = endsByItself;
        this.withoutSecrets = withoutSecrets;
    }

    /** The next bytes; the buffer is left as it is. */
    public void passed(ByteBuffer bytes) {
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            passed(bytes.get(i));
        }
    }

    private void passed(byte next) {
        boolean secondOfTwo = next == '\n' && afterReturn;
        afterReturn = next == '\r';
        if (secondOfTwo) {
            return;
        }
        if (next == '\n' || next == '\r') {
            endLine();
        } else if (!inValue) {
            passedInField(next);
        } else if (atValue && next == ' ') {
            atValue = false;
        } else {
            atValue = false;
            passedInValue(next);
        }
    }

    /** A line that begins with a colon is a comment: a field without a name. */
    private void passedInField(byte next) {
        if (next == ':') {
            inValue = true;
            atValue = true;
            startValue();
        } else if (isMark(next) && fieldLength == 0 && !sawEvent) {
            return; // a byte order mark may stand before all else
        } else if (fieldLength < field.length) {
            field[fieldLength++] = next;
        }
    }

    private static boolean isMark(byte next) {
        return next == (byte) 0xEF || next == (byte) 0xBB || next == (byte) 0xBF;
    }

    private void startValue() {
        if (is("event")) {
            nameLength = 0;
        } else if (is("data") && dataLength > 0) {
            keep((byte) '\n');
        }
    }

    private void passedInValue(byte next) {
        if (is("data")) {
            keep(next);
        } else if (is("event") && nameLength < LONGEST_NAME) {
            name[nameLength++] = next;
        }
    }

    private void keep(byte next) {
        if (dataLength == MOST_DATA) {
            return;
        }
        if (dataLength == data.length) {
            data = Arrays.copyOf(data, Math.min(MOST_DATA, 2 * dataLength));
        }
        data[dataLength++] = next;
    }

    private boolean is(String fieldName) {
        if (fieldLength != fieldName.length()) {
            return false;
        }
        for (int i = 0; i < fieldLength; i++) {
            if (field[i] != fieldName.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void endLine() {
        boolean empty = fieldLength == 0 && !inValue;
        fieldLength = 0;
        inValue = false;
        if (empty) {
            endEvent();
        }
    }

    private void endEvent() {
        if (dataLength + nameLength > 0) {
            sawEvent = true;
            judge();
        }
        nameLength = 0;
        dataLength = 0;
    }

    private void judge() {
        String named = text(name, nameLength);
        boolean unnamed = nameLength == 0 || named.equals("message");
        // Most events are named, or hold neither word: those are not read.
        JsonFields fields = unnamed && (holds("\"type\"") || holds("\"error\""))
                ? JsonFields.of(text(data, dataLength))
                : JsonFields.NONE;
        String whole = dataLength <= LONGEST_MARK ? text(data, dataLength).trim() : "";
        String told = fields.first(List.of("type"));
        String type = !unnamed ? named.trim() : told != null ? told : "";
        sawLast |= provider.lastEvents().contains(type) || provider.lastEvents().contains(whole);
        boolean failed = type.equals("error") || type.equals("response.failed") || (unnamed && fields.reaches("error"));
        if (failed && error == null) {
            ErrorBody body = new ErrorBody(BodyStart.of(Arrays.copyOf(data, dataLength), null));
            error = Failure.of(FailureKind.STREAM_ERROR, body.message(provider, withoutSecrets));
        }
    }

    private boolean holds(String word) {
        for (int i = 0; i + word.length() <= dataLength; i++) {
            int at = 0;
            while (at < word.length() && data[i + at] == word.charAt(at)) {
                at++;
            }
            if (at == word.length()) {
                return true;
            }
        }
        return false;
    }

    private static String text(byte[] bytes, int length) {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** The provider's own error, once one has passed; null before. */
    public @Nullable Failure error() {
        return error;
    }

    /** What is missing of a stream that has ended in order; null where nothing is. */
    public @Nullable Failure ended() {
        endLine();
        endEvent();
        if (error != null) {
            return error;
        }
        boolean judged = !provider.lastEvents().isEmpty() && (sawEvent || endsByItself);
        return !judged || sawLast
                ? null
                : Failure.of(
                        FailureKind.STREAM_INCOMPLETE,
                        sawEvent ? "the stream's last event did not come" : "no event came");
    }
}
