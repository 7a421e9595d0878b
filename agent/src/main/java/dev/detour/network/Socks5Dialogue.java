package dev.detour.network;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/**
 * The client's side of a SOCKS5 handshake (RFC 1928, RFC 1929 for user and password) as a state machine over bytes: it
 * says what to send and how many bytes to read next, so that no byte behind the handshake is taken. Who has a socket of
 * his own, as the doctor has, drives it himself. Not safe for use by threads.
 *
 * <pre>
 * send(start());
 * while (wanted() > 0) send(answerTo(read exactly wanted() bytes));
 * </pre>
 */
public final class Socks5Dialogue {
    private static final byte VERSION = 5;
    private static final byte NO_AUTHENTICATION = 0;
    private static final byte USER_AND_PASSWORD = 2;
    private static final int NOTHING_ACCEPTABLE = 0xff;
    private static final byte AUTHENTICATION_VERSION = 1;
    private static final byte CONNECT = 1;
    private static final byte IPV4 = 1;
    private static final byte NAME = 3;
    private static final byte IPV6 = 4;
    private static final int LONGEST_NAME = 255;
    private static final byte[] NOTHING = {};

    private final ProxyServer proxy;
    private final byte[] target;
    private State state = State.METHOD;
    private int wanted = 2;

    private enum State {
        METHOD,
        AUTHENTICATION,
        REPLY,
        NAME_LENGTH,
        REST,
        DONE
    }

    /**
     * A dialogue that asks for a connection.
     *
     * @param host a name, which the proxy resolves, or an address, an IPv6 address without brackets
     * @throws SocketException where the name is longer than SOCKS5 can say
     */
    public Socks5Dialogue(ProxyServer proxy, String host, int port) throws SocketException {
        this.proxy = proxy;
        this.target = target(host, port);
    }

    private byte[] target(String host, int port) throws SocketException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        InetAddress address = Addresses.parse(host);
        if (address == null) {
            byte[] name = host.getBytes(StandardCharsets.UTF_8);
            if (name.length > LONGEST_NAME) {
                throw SocksFailure.refused(proxy, "the host name is longer than 255 bytes");
            }
            out.write(NAME);
            out.write(name.length);
            out.write(name, 0, name.length);
        } else {
            byte[] bytes = address.getAddress();
            out.write(bytes.length == 4 ? IPV4 : IPV6);
            out.write(bytes, 0, bytes.length);
        }
        out.write(port >> 8);
        out.write(port);
        return out.toByteArray();
    }

    /** What to send first. */
    public byte[] start() {
        return proxy.user() == null
                ? new byte[] {VERSION, 1, NO_AUTHENTICATION}
                : new byte[] {VERSION, 2, NO_AUTHENTICATION, USER_AND_PASSWORD};
    }

    /** How many bytes to read next; 0 when the tunnel stands. */
    public int wanted() {
        return wanted;
    }

    /**
     * What to send next; may be empty.
     *
     * @param received exactly as many bytes as wanted
     * @throws SocketException where the proxy refuses, or does not speak SOCKS5
     */
    public byte[] answerTo(byte[] received) throws SocketException {
        switch (state) {
            case METHOD:
                return method(received);
            case AUTHENTICATION:
                return authentication(received);
            case REPLY:
                return reply(received);
            case NAME_LENGTH:
                return expect(State.REST, (received[0] & 0xff) + 2, NOTHING);
            default:
                return expect(State.DONE, 0, NOTHING);
        }
    }

    private byte[] method(byte[] received) throws SocketException {
        requireVersion(received[0]);
        int method = received[1] & 0xff;
        String user = proxy.user();
        if (method == NO_AUTHENTICATION) {
            return expect(State.REPLY, 4, request());
        }
        if (method == USER_AND_PASSWORD && user != null) {
            return expect(State.AUTHENTICATION, 2, credentials(user));
        }
        if (method == NOTHING_ACCEPTABLE) {
            throw SocksFailure.authentication(
                    proxy,
                    user == null ? "required, and no user is configured" : "by user and password is not accepted");
        }
        throw SocksFailure.notSocks(proxy, "chose a method that was not offered (" + method + ")");
    }

    private byte[] authentication(byte[] received) throws SocketException {
        // RFC 1929 asks for version 1 here; some servers answer 5. Only the status counts.
        if (received[1] != 0) {
            throw SocksFailure.authentication(proxy, "rejected: user or password is wrong");
        }
        return expect(State.REPLY, 4, request());
    }

    private byte[] reply(byte[] received) throws SocketException {
        requireVersion(received[0]);
        int code = received[1] & 0xff;
        if (code != 0) {
            throw SocksFailure.refused(proxy, meaning(code) + " (reply " + code + ")");
        }
        switch (received[3]) {
            case IPV4:
                return expect(State.REST, 4 + 2, NOTHING);
            case IPV6:
                return expect(State.REST, 16 + 2, NOTHING);
            case NAME:
                return expect(State.NAME_LENGTH, 1, NOTHING);
            default:
                throw SocksFailure.notSocks(proxy, "unknown type of address (" + (received[3] & 0xff) + ")");
        }
    }

    private void requireVersion(byte version) throws SocketException {
        if (version != VERSION) {
            throw SocksFailure.notSocks(proxy, "it answers version " + (version & 0xff) + ", not 5");
        }
    }

    private byte[] expect(State next, int bytes, byte[] toSend) {
        state = next;
        wanted = bytes;
        return toSend;
    }

    private byte[] request() {
        byte[] request = new byte[3 + target.length];
        request[0] = VERSION;
        request[1] = CONNECT;
        System.arraycopy(target, 0, request, 3, target.length);
        return request;
    }

    private byte[] credentials(String user) throws SocketException {
        String password = proxy.password();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(AUTHENTICATION_VERSION);
        field(out, user);
        field(out, password == null ? "" : password);
        return out.toByteArray();
    }

    private void field(ByteArrayOutputStream out, String value) throws SocketException {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 255) {
            throw SocksFailure.authentication(proxy, "impossible: user or password is longer than 255 bytes");
        }
        out.write(bytes.length);
        out.write(bytes, 0, bytes.length);
    }

    /** RFC 1928, section 6. */
    private static String meaning(int code) {
        String[] meanings = {
            "general failure",
            "not allowed by its rules",
            "network unreachable",
            "host unreachable",
            "connection refused",
            "TTL expired",
            "command not supported",
            "address type not supported"
        };
        return code <= meanings.length ? meanings[code - 1] : "unassigned reason";
    }
}
