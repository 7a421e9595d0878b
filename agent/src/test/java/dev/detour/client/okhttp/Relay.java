package dev.detour.client.okhttp;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A proxy on loopback that connects everything to one place, whatever it is asked for, and remembers what that was. */
final class Relay implements AutoCloseable {
    /** Host and port of each tunnel, and what credentials came with it. */
    record Asked(String target, String credentials) {}

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final ServerSocket listener;
    private final int to;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private interface Greeting {
        boolean greet(DataInputStream in, OutputStream out, List<Asked> asked) throws IOException;
    }

    private Relay(int to, Greeting greeting) {
        this.to = to;
        try {
            listener = new ServerSocket();
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(() -> accept(greeting));
    }

    /** An HTTP proxy that opens tunnels to those who show these credentials; without any it says 407. */
    static Relay connect(int to, String credentials) {
        return new Relay(to, (in, out, asked) -> {
            while (true) {
                String line = line(in);
                if (line.isEmpty()) {
                    return false;
                }
                String shown = "";
                for (String header = line(in); !header.isEmpty(); header = line(in)) {
                    if (header.toLowerCase(java.util.Locale.ROOT).startsWith("proxy-authorization: ")) {
                        shown = header.substring("proxy-authorization: ".length());
                    }
                }
                asked.add(new Asked(line.split(" ", 3)[1], shown));
                boolean welcome = shown.equals(credentials);
                String answer = welcome
                        ? "HTTP/1.1 200 OK\r\n\r\n"
                        : "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n";
                out.write(answer.getBytes(StandardCharsets.US_ASCII));
                if (welcome) {
                    return true;
                }
            }
        });
    }

    /** A SOCKS5 proxy without passwords. */
    static Relay socks(int to) {
        return new Relay(to, (in, out, asked) -> {
            in.readUnsignedByte();
            in.readFully(new byte[in.readUnsignedByte()]);
            out.write(new byte[] {5, 0});
            in.readFully(new byte[3]);
            int type = in.readUnsignedByte();
            byte[] host = new byte[type == 3 ? in.readUnsignedByte() : type == 1 ? 4 : 16];
            in.readFully(host);
            String name = type == 3
                    ? new String(host, StandardCharsets.US_ASCII)
                    : InetAddress.getByAddress(host).getHostAddress();
            asked.add(new Asked(name + ":" + in.readUnsignedShort(), ""));
            out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
            return true;
        });
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private void accept(Greeting greeting) {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                threads.execute(() -> serve(client, greeting));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client, Greeting greeting) {
        try (client;
                Socket server = new Socket()) {
            if (greeting.greet(new DataInputStream(client.getInputStream()), client.getOutputStream(), asked)) {
                server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), to));
                threads.execute(() -> copy(client, server));
                copy(server, client);
            }
        } catch (IOException ended) {
            // With the test.
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException ended) {
            // With the test.
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
