package dev.detour.it.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A device on the way: it looks at each TLS greeting, cuts by RST what it does not like, and passes on the rest. */
public final class GreetingFilter extends TcpServer {
    /** RFC 8446, 4.2.1: the extension supported_versions (43) with TLS 1.3 (3, 4) among them. */
    private static final Pattern WITH_TLS_13 =
            Pattern.compile("\\x00\\x2b\\x00.{2}(?:\\x03[\\x01-\\x03])*\\x03\\x04", Pattern.DOTALL);

    private final int origin;
    private final Predicate<String> disliked;

    private GreetingFilter(int origin, Predicate<String> disliked) {
        super(loopback());
        this.origin = origin;
        this.disliked = disliked;
        start();
    }

    /** Cuts greetings that hold this name. */
    public static GreetingFilter byName(int origin, String name) {
        return new GreetingFilter(origin, greeting -> greeting.contains(name));
    }

    /** Cuts greetings that offer TLS 1.3. */
    public static GreetingFilter byTls13(int origin) {
        return new GreetingFilter(
                origin, greeting -> WITH_TLS_13.matcher(greeting).find());
    }

    @Override
    void serve(Socket client) throws Exception {
        DataInputStream in = new DataInputStream(client.getInputStream());
        byte[] header = new byte[5];
        in.readFully(header);
        byte[] greeting = new byte[((header[3] & 255) << 8) | (header[4] & 255)];
        in.readFully(greeting);
        if (disliked.test(new String(greeting, ISO_8859_1))) {
            reset(client);
            return;
        }
        SequenceInputStream all = new SequenceInputStream(
                new SequenceInputStream(new ByteArrayInputStream(header), new ByteArrayInputStream(greeting)), in);
        Tunnel.carry(this, all, client, new Socket(InetAddress.getLoopbackAddress(), origin));
    }
}
