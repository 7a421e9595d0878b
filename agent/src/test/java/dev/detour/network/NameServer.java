package dev.detour.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** A DNS server on loopback that has one answer to everything (RFC 1035, 4.1.1). */
final class NameServer implements AutoCloseable {
    static final int NO_ERROR = 0;
    static final int SERVER_FAILURE = 2;
    static final int NAME_ERROR = 3;
    static final int REFUSED = 5;
    static final int SILENT = -1;

    final AtomicInteger asked = new AtomicInteger();
    private final DatagramSocket socket;
    private final int answer;

    NameServer(int answer) {
        this.answer = answer;
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread thread = new Thread(this::serve, "name server");
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return "dns://127.0.0.1:" + socket.getLocalPort();
    }

    private void serve() {
        byte[] buffer = new byte[512];
        try {
            while (true) {
                DatagramPacket query = new DatagramPacket(buffer, buffer.length);
                socket.receive(query);
                asked.incrementAndGet();
                if (answer != SILENT) {
                    byte[] response = Arrays.copyOf(query.getData(), query.getLength());
                    response[2] |= (byte) 0x80; // it is an answer
                    response[3] = (byte) (0x80 | answer); // recursion is there
                    socket.send(new DatagramPacket(response, response.length, query.getSocketAddress()));
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
