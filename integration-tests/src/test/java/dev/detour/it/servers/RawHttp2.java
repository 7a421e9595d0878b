package dev.detour.it.servers;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** HTTP/2 by hand (RFC 9113) on one connection, with the frames that a script wants and no others. */
public final class RawHttp2 {
    private static final int PREFACE_LENGTH = 24;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    private static final int WINDOW_UPDATE = 8;
    private static final int END_STREAM = 1;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;
    private static final int PADDED = 8;
    private static final int PRIORITY = 32;
    private static final int PRIORITY_LENGTH = 5;

    private final RawConnection connection;
    private final Hpack hpack = new Hpack();
    private final Map<Integer, Received> heads = new HashMap<>();
    private final DataInputStream in;
    private final DataOutputStream out;

    /** Shakes hands: takes the client's preface and sends settings. */
    public RawHttp2(RawConnection connection) throws IOException {
        this.connection = connection;
        in = new DataInputStream(connection.in());
        out = new DataOutputStream(new BufferedOutputStream(connection.out()));
        in.readFully(new byte[PREFACE_LENGTH]);
        frame(SETTINGS, 0, 0, new byte[0]);
    }

    /** Reads a request to its end; tells its stream. */
    public int request() throws IOException {
        while (true) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt() & Integer.MAX_VALUE;
            byte[] payload = in.readNBytes(length);
            if (type == HEADERS) {
                Received head = head(flags, payload);
                heads.put(stream, head);
                connection.heard(head);
            }
            if (type == SETTINGS && (flags & ACK) == 0) {
                frame(SETTINGS, ACK, 0, new byte[0]);
            } else if ((type == DATA || type == HEADERS) && (flags & END_STREAM) != 0) {
                return stream;
            }
        }
    }

    /** The request of a stream, without its body. */
    public Received head(int stream) {
        return Objects.requireNonNull(heads.remove(stream), "no such request");
    }

    /** Lets the client send so many bytes more. */
    public void grant(int bytes) throws IOException {
        frame(WINDOW_UPDATE, 0, 0, ByteBuffer.allocate(4).putInt(bytes).array());
    }

    /** Clients that send little send a whole head in one frame. */
    private Received head(int flags, byte[] payload) throws IOException {
        int from = (flags & PADDED) == 0 ? 0 : 1;
        int padding = from == 0 ? 0 : payload[0] & 255;
        if ((flags & PRIORITY) != 0) {
            from += PRIORITY_LENGTH;
        }
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (Map.Entry<String, String> field :
                hpack.decode(Arrays.copyOfRange(payload, from, payload.length - padding))) {
            fields.computeIfAbsent(field.getKey(), name -> new ArrayList<>()).add(field.getValue());
        }
        return new Received(
                first(fields, ":method"),
                first(fields, ":path"),
                fields,
                first(fields, ":authority"),
                new byte[0],
                "h2",
                null,
                null,
                0);
    }

    private static String first(Map<String, List<String>> fields, String name) {
        List<String> values = fields.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.get(0);
    }

    public void headers(int stream, int status) throws IOException {
        headers(stream, status, Map.of());
    }

    public void headers(int stream, int status, Map<String, String> more) throws IOException {
        List<Map.Entry<String, String>> head = new ArrayList<>(
                List.of(Map.entry(":status", Integer.toString(status)), Map.entry("content-type", "text/plain")));
        head.addAll(more.entrySet());
        frame(HEADERS, END_HEADERS, stream, Hpack.encode(head));
    }

    public void data(int stream, String text, boolean last) throws IOException {
        frame(DATA, last ? END_STREAM : 0, stream, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    public void resetStream(int stream, int code) throws IOException {
        frame(RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(code).array());
    }

    public void goAway(int lastStream, int code) throws IOException {
        frame(
                GOAWAY,
                0,
                0,
                ByteBuffer.allocate(8).putInt(lastStream).putInt(code).array());
    }

    private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        out.writeByte(payload.length >> 16);
        out.writeShort(payload.length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
        out.flush();
    }
}
