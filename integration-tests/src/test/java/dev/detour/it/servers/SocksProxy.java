package dev.detour.it.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A SOCKS5 proxy (RFC 1928, 1929): with or without a password, well-behaved or not. */
public final class SocksProxy extends TcpServer {
    private static final int NO_PASSWORD = 0;
    private static final int PASSWORD = 2;
    private static final int NOTHING_ACCEPTED = 255;
    private static final int DOMAIN = 3;
    private static final int IPV6 = 4;

    /**
     * What a client asked of the proxy.
     *
     * @param host a name where {@code byName}, else a numeric address
     */
    public record Asked(
            String host, int port, boolean byName, @Nullable String user) {}

    private final Tunnel tunnel = new Tunnel();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final @Nullable String credentials;
    private volatile int reply;
    private volatile boolean silent;

    private SocksProxy(@Nullable String credentials) {
        super(loopback());
        this.credentials = credentials;
        start();
    }

    public static SocksProxy open() {
        return new SocksProxy(null);
    }

    public static SocksProxy withPassword(String user, String password) {
        return new SocksProxy(user + ":" + password);
    }

    /** Lets {@code host:port} be found on this port of loopback. */
    public SocksProxy mapping(String authority, int port) {
        tunnel.map(authority, port);
        return this;
    }

    /** Refuses each request with this reply: 1 failure, 2 not allowed, 3 network, 4 host unreachable, 5 refused. */
    public SocksProxy refusing(int code) {
        reply = code;
        return this;
    }

    /** Takes connections and never says a word. */
    public SocksProxy silent() {
        silent = true;
        return this;
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    public void forget() {
        asked.clear();
    }

    @Override
    void serve(Socket client) throws Exception {
        DataInputStream in = new DataInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream();
        if (silent) {
            in.transferTo(new ByteArrayOutputStream());
            return;
        }
        in.readUnsignedByte();
        byte[] methods = in.readNBytes(in.readUnsignedByte());
        int wanted = credentials == null ? NO_PASSWORD : PASSWORD;
        if (!offers(methods, wanted)) {
            out.write(new byte[] {5, (byte) NOTHING_ACCEPTED});
            return;
        }
        out.write(new byte[] {5, (byte) wanted});
        String user = null;
        if (credentials != null) {
            user = authenticate(in, out);
            if (user == null) {
                return;
            }
        }
        request(client, in, out, user);
    }

    private static boolean offers(byte[] methods, int wanted) {
        for (byte method : methods) {
            if (method == wanted) {
                return true;
            }
        }
        return false;
    }

    private @Nullable String authenticate(DataInputStream in, OutputStream out) throws IOException {
        in.readUnsignedByte();
        String user = new String(in.readNBytes(in.readUnsignedByte()), UTF_8);
        String password = new String(in.readNBytes(in.readUnsignedByte()), UTF_8);
        boolean right = (user + ":" + password).equals(credentials);
        out.write(new byte[] {1, (byte) (right ? 0 : 1)});
        return right ? user : null;
    }

    private void request(Socket client, DataInputStream in, OutputStream out, @Nullable String user) throws Exception {
        in.readNBytes(3);
        int kind = in.readUnsignedByte();
        String host = kind == DOMAIN
                ? new String(in.readNBytes(in.readUnsignedByte()), UTF_8)
                : InetAddress.getByAddress(in.readNBytes(kind == IPV6 ? 16 : 4)).getHostAddress();
        int port = in.readUnsignedShort();
        asked.add(new Asked(host, port, kind == DOMAIN, user));
        Socket origin = reply == 0 ? tunnel.open(host, port) : null;
        out.write(new byte[] {5, (byte) reply, 0, 1, 0, 0, 0, 0, 0, 0});
        if (origin != null) {
            Tunnel.carry(this, in, client, origin);
        }
    }
}
