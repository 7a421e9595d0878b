package dev.detour.it.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a program that must be told on which one to listen. Not one that the system would give: until the program
 * listens, it would give the same one to any other server, or to the near end of any connection.
 */
public final class FreePort {
    /** Above those of services that a machine may run, below those that Linux, macOS and Windows give by themselves. */
    private static final int LOWEST = 16_000;

    private static final int END = 32_000;
    private static final int TRIES = 100;

    private FreePort() {}

    /** One that nobody has on loopback now; another one each time, as far as chance goes. */
    public static int find() {
        try {
            for (int i = 0; i < TRIES; i++) {
                int port = ThreadLocalRandom.current().nextInt(LOWEST, END);
                if (isFree(port)) {
                    return port;
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        throw new IllegalStateException("no free port from " + LOWEST + " to " + END);
    }

    /** Whether nobody listens there on loopback. */
    public static boolean isFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (BindException taken) {
            return false;
        }
    }
}
