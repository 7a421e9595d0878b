package dev.detour.network;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A SOCKS5 server on loopback whose tunnels end in an echo of one byte plus one; or one that misbehaves. */
final class SocksServer implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Script script;
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();

    /** What was asked: {@code user:password} and {@code host:port}, as they came. */
    final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

    interface Script {
        void run(SocksServer server, DataInputStream in, OutputStream out) throws IOException;
    }

    private SocksServer(Script script) throws IOException {
        this.script = script;
        daemon(this::acceptAll);
    }

    static SocksServer of(Script script) throws IOException {
        return new SocksServer(script);
    }

    /** One that asks for this user and password; null: for none. */
    static SocksServer good(@Nullable String credentials) throws IOException {
        return of((server, in, out) -> {
            if (server.agree(in, out, credentials)) {
                server.target(in);
                // The reply and what the target says at once come in one piece: nothing of it may get lost.
                out.write(new byte[] {5, 0, 0, 3, 4, 'n', 'a', 'm', 'e', 1, 2, 'h', 'i'});
                echo(in, out);
            }
        });
    }

    /** One that answers each request so. */
    static SocksServer replying(int... reply) throws IOException {
        return of((server, in, out) -> {
            server.agree(in, out, null);
            server.target(in);
            for (int b : reply) {
                out.write(b);
                out.flush();
            }
            echo(in, out);
        });
    }

    /** One that greets with this and nothing more. */
    static SocksServer greeting(byte[] bytes) throws IOException {
        return of((server, in, out) -> {
            in.readNBytes(3);
            out.write(bytes);
            in.readAllBytes();
        });
    }

    private boolean agree(DataInputStream in, OutputStream out, @Nullable String credentials) throws IOException {
        in.readByte();
        byte[] methods = in.readNBytes(in.readUnsignedByte());
        if (credentials == null) {
            out.write(new byte[] {5, 0});
            return true;
        }
        if (new String(methods, StandardCharsets.ISO_8859_1).indexOf(2) < 0) {
            out.write(new byte[] {5, (byte) 0xff});
            return false;
        }
        out.write(new byte[] {5, 2});
        in.readByte();
        String given = text(in) + ":" + text(in);
        asked.add(given);
        out.write(new byte[] {1, (byte) (given.equals(credentials) ? 0 : 1)});
        return given.equals(credentials);
    }

    private void target(DataInputStream in) throws IOException {
        in.readNBytes(3);
        String host = switch (in.readByte()) {
            case 1 -> InetAddress.getByAddress(in.readNBytes(4)).toString();
            case 4 -> InetAddress.getByAddress(in.readNBytes(16)).toString();
            default -> text(in);
        };
        asked.add(host + ":" + in.readUnsignedShort());
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
    }

    private static void echo(DataInputStream in, OutputStream out) throws IOException {
        for (int b = in.read(); b >= 0; b = in.read()) {
            out.write(b + 1);
        }
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket socket = listener.accept();
                accepted.add(socket);
                daemon(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            script.run(this, new DataInputStream(socket.getInputStream()), socket.getOutputStream());
        } catch (IOException clientIsGone) {
            // As it likes.
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "socks-server");
        thread.setDaemon(true);
        thread.start();
    }

    ProxyServer proxy() {
        return proxy(null, null);
    }

    ProxyServer proxy(@Nullable String user, @Nullable String password) {
        return ProxyServer.of(ProxyServer.Kind.SOCKS5, "127.0.0.1", listener.getLocalPort(), user, password);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : accepted) {
            socket.close();
        }
    }
}
