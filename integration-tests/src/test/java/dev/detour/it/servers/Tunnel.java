package dev.detour.it.servers;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The far side of a proxy: whatever host is asked for stands on loopback, on the port asked for or on a mapped one. */
final class Tunnel {
    private final Map<String, Integer> ports = new ConcurrentHashMap<>();

    /** Lets {@code host:port} be found on this port of loopback. */
    void map(String authority, int port) {
        ports.put(authority, port);
    }

    Socket open(String host, int port) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), ports.getOrDefault(host + ":" + port, port));
    }

    /** Carries bytes both ways until both sides have ended. */
    static void carry(TcpServer owner, InputStream fromClient, Socket client, Socket origin) throws Exception {
        try (origin) {
            Thread back = owner.thread("tunnel", () -> pump(origin, client));
            back.start();
            fromClient.transferTo(origin.getOutputStream());
            origin.shutdownOutput();
            back.join();
        }
    }

    private static void pump(Socket origin, Socket client) {
        try {
            origin.getInputStream().transferTo(client.getOutputStream());
            client.shutdownOutput();
        } catch (IOException gone) {
            // Either side may go at any time; the tunnel goes with it.
            close(client);
        }
    }

    private static void close(Socket client) {
        try {
            client.close();
        } catch (IOException closedAlready) {
            // That is what is wanted.
        }
    }
}
