package dev.detour.it.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.detour.it.servers.HttpReader.Head;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The server's side of a WebSocket (RFC 6455): sends each message back, and answers the closing. */
final class WebSocketEcho {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final DataInputStream in;
    private final OutputStream out;

    WebSocketEcho(InputStream in, OutputStream out) {
        this.in = new DataInputStream(in);
        this.out = out;
    }

    void run(Head handshake) throws IOException {
        accept(handshake);
        while (true) {
            int first = in.readUnsignedByte();
            byte[] payload = payload();
            int opcode = first & 15;
            if (opcode != PONG) {
                send(opcode == PING ? (first & 0xf0) | PONG : first, payload);
            }
            if (opcode == CLOSE) {
                return;
            }
        }
    }

    private void accept(Head handshake) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\n")
                .append("upgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: ")
                .append(accepted(handshake.header("sec-websocket-key")))
                .append("\r\n");
        String subprotocol = handshake.header("sec-websocket-protocol");
        if (subprotocol != null) {
            head.append("sec-websocket-protocol: ").append(subprotocol).append("\r\n");
        }
        out.write(head.append("\r\n").toString().getBytes(ISO_8859_1));
        out.flush();
    }

    private static String accepted(@Nullable String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private byte[] payload() throws IOException {
        int length = in.readUnsignedByte() & 127;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes(length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i & 3];
        }
        return payload;
    }

    private void send(int first, byte[] payload) throws IOException {
        out.write(first);
        if (payload.length < 126) {
            out.write(payload.length);
        } else {
            out.write(126);
            out.write(payload.length >> 8);
            out.write(payload.length);
        }
        out.write(payload);
        out.flush();
    }
}
