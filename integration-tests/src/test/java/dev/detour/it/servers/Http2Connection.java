package dev.detour.it.servers;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/2 connection of a {@link Gateway} (RFC 9113): what clients need, and no more. A thread for each stream. As on
 * HTTP/1.1, what an answer says without a pause goes out at once.
 */
final class Http2Connection {
    private static final int PREFACE_LENGTH = 24;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int WINDOW_UPDATE = 8;
    private static final int CONTINUATION = 9;

    private static final int END_STREAM = 1;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;
    private static final int PADDED = 8;
    private static final int PRIORITY = 32;

    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int INTERNAL_ERROR = 2;
    private static final int LARGEST_FRAME = 16_384;
    private static final int LARGEST_WRITE = 1 << 16;

    private final Gateway gateway;
    private final Socket socket;
    private final Gateway.Peer peer;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final Hpack hpack = new Hpack();
    private final Map<Integer, Stream> streams = new HashMap<>();
    private long window = 65_535;
    private int initialWindow = 65_535;

    Http2Connection(Gateway gateway, Socket socket, Gateway.Peer peer) throws IOException {
        this.gateway = gateway;
        this.socket = socket;
        this.peer = peer;
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), LARGEST_WRITE));
    }

    void run() throws IOException {
        in.readNBytes(PREFACE_LENGTH);
        frame(SETTINGS, 0, 0, new byte[0]);
        while (true) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int id = in.readInt() & Integer.MAX_VALUE;
            byte[] payload = in.readNBytes(length);
            if (type == GOAWAY) {
                return;
            }
            received(type, flags, id, payload);
        }
    }

    private void received(int type, int flags, int id, byte[] payload) throws IOException {
        switch (type) {
            case HEADERS -> headers(flags, id, payload);
            case CONTINUATION -> block(flags, stream(id), payload);
            case DATA -> data(flags, id, payload);
            case SETTINGS -> settings(flags, payload);
            case WINDOW_UPDATE -> grow(id, ByteBuffer.wrap(payload).getInt());
            case RST_STREAM -> forget(id);
            case PING -> {
                if ((flags & ACK) == 0) {
                    gateway.pinged();
                    frame(PING, ACK, 0, payload);
                }
            }
            default -> {
                // PRIORITY and what is unknown: RFC 9113, 5.5 says to ignore it.
            }
        }
    }

    private void headers(int flags, int id, byte[] payload) throws IOException {
        int from = (flags & PADDED) == 0 ? 0 : 1;
        int padding = from == 0 ? 0 : payload[0] & 255;
        if ((flags & PRIORITY) != 0) {
            from += 5;
        }
        Stream stream = stream(id);
        stream.ended |= (flags & END_STREAM) != 0;
        block(flags, stream, java.util.Arrays.copyOfRange(payload, from, payload.length - padding));
    }

    private void block(int flags, Stream stream, byte[] part) throws IOException {
        stream.block.writeBytes(part);
        if ((flags & END_HEADERS) != 0) {
            stream.fields.addAll(hpack.decode(stream.block.toByteArray()));
            stream.block.reset();
            answerIfEnded(stream);
        }
    }

    private void data(int flags, int id, byte[] payload) throws IOException {
        Stream stream = stream(id);
        int from = (flags & PADDED) == 0 ? 0 : 1;
        int padding = from == 0 ? 0 : payload[0] & 255;
        stream.body.write(payload, from, payload.length - from - padding);
        if (payload.length > 0) {
            byte[] size = ByteBuffer.allocate(4).putInt(payload.length).array();
            frame(WINDOW_UPDATE, 0, 0, size);
            frame(WINDOW_UPDATE, 0, id, size);
        }
        stream.ended |= (flags & END_STREAM) != 0;
        answerIfEnded(stream);
    }

    private void settings(int flags, byte[] payload) throws IOException {
        if ((flags & ACK) != 0) {
            return;
        }
        ByteBuffer settings = ByteBuffer.wrap(payload);
        while (settings.hasRemaining()) {
            int key = settings.getShort();
            int value = settings.getInt();
            if (key == INITIAL_WINDOW_SIZE) {
                resize(value);
            }
        }
        frame(SETTINGS, ACK, 0, new byte[0]);
    }

    private synchronized void resize(int size) {
        streams.values().forEach(stream -> stream.window += size - initialWindow);
        initialWindow = size;
        notifyAll();
    }

    private synchronized void grow(int id, int by) {
        Stream stream = streams.get(id);
        if (id == 0) {
            window += by;
        } else if (stream != null) {
            stream.window += by;
        }
        notifyAll();
    }

    private synchronized void forget(int id) {
        Stream stream = streams.remove(id);
        if (stream != null) {
            stream.reset = true;
        }
        notifyAll();
    }

    private synchronized Stream stream(int id) {
        return streams.computeIfAbsent(id, number -> new Stream(number, initialWindow));
    }

    private void answerIfEnded(Stream stream) {
        if (stream.ended && stream.block.size() == 0) {
            gateway.thread("stream " + stream.id, () -> answer(stream)).start();
        }
    }

    private void answer(Stream stream) {
        try {
            send(stream, gateway.take(stream.received(peer)));
        } catch (IOException | InterruptedException gone) {
            // The client's end of the stream is the test's business.
        } finally {
            forget(stream.id);
        }
    }

    private void send(Stream stream, Answer answer) throws IOException, InterruptedException {
        for (Answer.Step step : answer.beforeHead()) {
            if (!perform(stream, step)) {
                return;
            }
        }
        List<Map.Entry<String, String>> head = new ArrayList<>();
        head.add(Map.entry(":status", Integer.toString(answer.status())));
        answer.headers()
                .forEach(header -> head.add(Map.entry(header.getKey().toLowerCase(Locale.ROOT), header.getValue())));
        write(HEADERS, END_HEADERS, stream.id, Hpack.encode(head));
        for (Answer.Step step : answer.body()) {
            if (!perform(stream, step)) {
                return;
            }
        }
        frame(DATA, END_STREAM, stream.id, new byte[0]);
    }

    private boolean perform(Stream stream, Answer.Step step) throws IOException, InterruptedException {
        if (step instanceof Answer.Bytes part) {
            data(stream, part.bytes());
        } else if (step instanceof Answer.Wait wait) {
            flush();
            wait.until().await();
        } else if (step instanceof Answer.Cut cut) {
            if (cut.reset()) {
                frame(
                        RST_STREAM,
                        0,
                        stream.id,
                        ByteBuffer.allocate(4).putInt(INTERNAL_ERROR).array());
            } else {
                flush();
                socket.close();
            }
            return false;
        }
        return true;
    }

    private void data(Stream stream, byte[] bytes) throws IOException, InterruptedException {
        for (int at = 0; at < bytes.length; ) {
            if (!hasRoom(stream)) {
                flush(); // what has to be read before there is room
            }
            int size = claim(stream, Math.min(LARGEST_FRAME, bytes.length - at));
            write(DATA, 0, stream.id, java.util.Arrays.copyOfRange(bytes, at, at + size));
            at += size;
        }
    }

    /** Waits for room in both windows and takes at most so much of it. */
    private synchronized int claim(Stream stream, int wanted) throws InterruptedException, IOException {
        while (!stream.reset && !hasRoom(stream)) {
            wait();
        }
        if (stream.reset) {
            throw new IOException("reset by the client");
        }
        int size = (int) Math.min(wanted, Math.min(window, stream.window));
        window -= size;
        stream.window -= size;
        return size;
    }

    private synchronized boolean hasRoom(Stream stream) {
        return Math.min(window, stream.window) > 0;
    }

    /** With all that was written before it. */
    private void frame(int type, int flags, int id, byte[] payload) throws IOException {
        synchronized (out) {
            write(type, flags, id, payload);
            out.flush();
        }
    }

    private void flush() throws IOException {
        synchronized (out) {
            out.flush();
        }
    }

    private void write(int type, int flags, int id, byte[] payload) throws IOException {
        synchronized (out) {
            out.writeByte(payload.length >> 16);
            out.writeShort(payload.length);
            out.writeByte(type);
            out.writeByte(flags);
            out.writeInt(id);
            out.write(payload);
        }
    }

    /** One request and its answer. The reading thread writes it until it has ended; the windows need the lock. */
    private static final class Stream {
        final int id;
        final List<Map.Entry<String, String>> fields = new ArrayList<>();
        final ByteArrayOutputStream block = new ByteArrayOutputStream();
        final ByteArrayOutputStream body = new ByteArrayOutputStream();
        long window;
        boolean ended;
        boolean reset;

        Stream(int id, long window) {
            this.id = id;
            this.window = window;
        }

        Received received(Gateway.Peer peer) {
            Map<String, List<String>> headers = new LinkedHashMap<>();
            for (Map.Entry<String, String> field : fields) {
                if (!field.getKey().startsWith(":")) {
                    headers.computeIfAbsent(field.getKey(), name -> new ArrayList<>())
                            .add(field.getValue());
                }
            }
            return new Received(
                    String.valueOf(pseudo(":method")),
                    String.valueOf(pseudo(":path")),
                    headers,
                    pseudo(":authority"),
                    body.toByteArray(),
                    peer.protocol(),
                    peer.sni(),
                    peer.clientCertificate(),
                    peer.connection());
        }

        private @Nullable String pseudo(String name) {
            for (Map.Entry<String, String> field : fields) {
                if (field.getKey().equals(name)) {
                    return field.getValue();
                }
            }
            return null;
        }
    }
}
