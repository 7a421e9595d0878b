package dev.detour.it.servers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A name server (RFC 1035, over UDP) that lies, refuses and keeps silent by name; it knows no other names. */
public final class FakeDns implements AutoCloseable {
    /** What a name gets. */
    private sealed interface Reply {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Address(byte[] bytes) implements Reply {}

    private record Refusal(int code) implements Reply {}

    private record Silence() implements Reply {}

    private static final int HEADER = 12;
    private static final int NO_ERROR = 0;
    private static final int SERVER_FAILURE = 2;
    private static final int NAME_ERROR = 3;
    private static final int REFUSED = 5;
    private static final int TYPE_A = 1;

    private final DatagramSocket socket;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();

    /** Listens on port 53 of an address of this machine, which takes root. */
    public FakeDns(InetAddress address) {
        this(address, 53);
    }

    /** Listens on loopback, on a port of the system's choice. */
    public FakeDns() {
        this(InetAddress.getLoopbackAddress(), 0);
    }

    private FakeDns(InetAddress address, int port) {
        try {
            socket = new DatagramSocket(new InetSocketAddress(address, port));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread thread = new Thread(this::serve, "dns");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** The name has this numeric IPv4 address, and no other. */
    public FakeDns address(String name, String address) {
        try {
            replies.put(name, new Address(InetAddress.getByName(address).getAddress()));
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The name is there and has no address. */
    public FakeDns empty(String name) {
        replies.put(name, new Refusal(NO_ERROR));
        return this;
    }

    public FakeDns failing(String name) {
        replies.put(name, new Refusal(SERVER_FAILURE));
        return this;
    }

    public FakeDns refusing(String name) {
        replies.put(name, new Refusal(REFUSED));
        return this;
    }

    public FakeDns silent(String name) {
        replies.put(name, new Silence());
        return this;
    }

    private void serve() {
        byte[] buffer = new byte[512];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] answer = answer(ByteBuffer.wrap(buffer, 0, packet.getLength()));
                if (answer.length > 0) {
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException closed) {
                // Only its end ends it.
            }
        }
    }

    /** Empty where there is none. */
    private byte[] answer(ByteBuffer query) {
        short id = query.getShort();
        query.position(HEADER);
        String name = name(query);
        short type = query.getShort();
        byte[] question = new byte[query.position() + 2 - HEADER];
        query.position(HEADER).get(question);
        Reply reply = replies.getOrDefault(name, new Refusal(NAME_ERROR));
        if (reply instanceof Address address) {
            return message(id, NO_ERROR, question, type == TYPE_A ? record(address.bytes()) : new byte[0]);
        } else if (reply instanceof Refusal refusal) {
            return message(id, refusal.code(), question, new byte[0]);
        }
        return new byte[0];
    }

    private static String name(ByteBuffer query) {
        StringBuilder name = new StringBuilder();
        for (int length = query.get(); length > 0; length = query.get()) {
            byte[] label = new byte[length];
            query.get(label);
            name.append(name.length() == 0 ? "" : ".").append(new String(label, US_ASCII));
        }
        return name.toString();
    }

    /** An address record for the name of the question, good for no time at all. */
    private static byte[] record(byte[] address) {
        return ByteBuffer.allocate(16)
                .putShort((short) (0xC000 | HEADER))
                .putShort((short) TYPE_A)
                .putShort((short) 1)
                .putInt(0)
                .putShort((short) address.length)
                .put(address)
                .array();
    }

    private static byte[] message(short id, int code, byte[] question, byte[] records) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(ByteBuffer.allocate(HEADER)
                .putShort(id)
                .putShort((short) (0x8180 | code))
                .putShort((short) 1)
                .putShort((short) (records.length == 0 ? 0 : 1))
                .putShort((short) 0)
                .putShort((short) 0)
                .array());
        message.writeBytes(question);
        message.writeBytes(records);
        return message.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
