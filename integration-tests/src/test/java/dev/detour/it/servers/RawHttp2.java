package dev.detour.it.servers;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** HTTP/2 by hand (RFC 9113) on one connection, with the frames that a script wants and no others. */
public final class RawHttp2 {
    private static final int PREFACE_LENGTH = 24;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    private static final int END_STREAM = 1;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;

    private final DataInputStream in;
    private final DataOutputStream out;

    /** Shakes hands: takes the client's preface and sends settings. */
    public RawHttp2(RawConnection connection) throws IOException {
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
            int stream = in.readInt();
            in.readFully(new byte[length]);
            if (type == SETTINGS && (flags & ACK) == 0) {
                frame(SETTINGS, ACK, 0, new byte[0]);
            } else if ((type == DATA || type == HEADERS) && (flags & END_STREAM) != 0) {
                return stream;
            }
        }
    }

    public void headers(int stream, int status) throws IOException {
        List<Map.Entry<String, String>> head =
                List.of(Map.entry(":status", Integer.toString(status)), Map.entry("content-type", "text/plain"));
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
