package dev.detour.network;

import com.google.auto.value.AutoValue;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A proxy, by its own address. */
@AutoValue
public abstract class ProxyServer {
    public enum Kind {
        HTTP,
        SOCKS5
    }

    /** RFC 1929: a length of one byte. */
    private static final int LONGEST_SOCKS_FIELD = 255;

    /** RFC 1035 has 253, and a dot may follow. */
    private static final int LONGEST_NAME = 254;

    public abstract Kind kind();

    /** Whether it speaks SOCKS. */
    public final boolean isSocks() {
        return kind() == Kind.SOCKS5;
    }

    /** A name or an address, an IPv6 address without its brackets; not resolved. */
    public abstract String host();

    public abstract int port();

    /** Null where it asks for none. */
    public abstract @Nullable String user();

    /** A secret; null where there is no user, or a user without one. */
    public abstract @Nullable String password();

    public static ProxyServer of(Kind kind, String host, int port, @Nullable String user, @Nullable String password) {
        return new AutoValue_ProxyServer(kind, host, port, user, password);
    }

    /**
     * Reads {@code scheme://[user[:password]@]host[:port][/]}. User and password are percent-decoded; an IPv6 address
     * stands in brackets; what follows the host is ignored, as curl and Go do.
     *
     * <table>
     * <caption>Schemes, in any case</caption>
     * <tr><th>scheme</th><th>means</th><th>port where none is given</th></tr>
     * <tr><td>http</td><td>plain HTTP, CONNECT for https</td><td>80, as Go (curl: 1080)</td></tr>
     * <tr><td>socks5, socks5h</td><td>SOCKS5; names are resolved by the proxy in both, as Go (curl resolves socks5
     * locally)</td><td>1080</td></tr>
     * <tr><td>socks</td><td>SOCKS5, as desktops write it (curl: SOCKS4)</td><td>1080</td></tr>
     * </table>
     *
     * @throws IllegalArgumentException with a message that says what is wrong and repeats no user or password
     */
    public static ProxyServer parse(String text) {
        int schemeEnd = text.indexOf("://");
        if (schemeEnd < 0) {
            throw new IllegalArgumentException("a proxy needs a scheme: http://host:port or socks5://host:port");
        }
        Kind kind = kind(text.substring(0, schemeEnd).toLowerCase(Locale.ROOT));
        String authority = authority(text.substring(schemeEnd + 3));
        int at = authority.lastIndexOf('@');
        String userInfo = authority.substring(0, Math.max(at, 0));
        int colon = userInfo.indexOf(':');
        String user = field(kind, "user", colon < 0 ? userInfo : userInfo.substring(0, colon));
        String password = colon < 0 ? null : field(kind, "password", userInfo.substring(colon + 1));
        if (user.isEmpty() && password != null && !password.isEmpty()) {
            throw new IllegalArgumentException("the proxy has a password but no user");
        }
        boolean anonymous = user.isEmpty();
        return address(kind, authority.substring(at + 1), anonymous ? null : user, anonymous ? null : password);
    }

    private static Kind kind(String scheme) {
        switch (scheme) {
            case "http":
                return Kind.HTTP;
            case "socks":
            case "socks5":
            case "socks5h":
                return Kind.SOCKS5;
            case "https":
                throw new IllegalArgumentException(
                        "https:// proxies, to which the connection itself is encrypted, are not supported;"
                                + " http:// carries https calls too");
            case "socks4":
            case "socks4a":
                throw new IllegalArgumentException(scheme + ":// proxies are not supported; use socks5://");
            default:
                // It may be a user name, where the scheme was forgotten.
                throw new IllegalArgumentException("the proxy's scheme is none of http, socks5, socks5h and socks");
        }
    }

    private static String authority(String afterScheme) {
        int end = 0;
        while (end < afterScheme.length() && "/?#".indexOf(afterScheme.charAt(end)) < 0) {
            end++;
        }
        if (afterScheme.indexOf('@', end) >= 0) {
            throw new IllegalArgumentException(
                    "/, ? and # in a proxy's user or password must be written %2F, %3F and %23");
        }
        return afterScheme.substring(0, end);
    }

    private static String field(Kind kind, String name, String encoded) {
        String value = percentDecoded(name, encoded);
        if (kind == Kind.SOCKS5 && value.getBytes(StandardCharsets.UTF_8).length > LONGEST_SOCKS_FIELD) {
            throw new IllegalArgumentException("the proxy's " + name + " is longer than SOCKS5 allows (255 bytes)");
        }
        return value;
    }

    private static String percentDecoded(String name, String encoded) {
        byte[] bytes = encoded.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '%') {
                decoded.put(bytes[i]);
                continue;
            }
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new IllegalArgumentException(
                        "a % in the proxy's " + name + " is not followed by two hex digits; a % itself is %25");
            }
            decoded.put((byte) (high << 4 | low));
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
        } catch (CharacterCodingException notUtf8) {
            // Without the cause: nothing about a secret's bytes is worth telling.
            throw new IllegalArgumentException("the proxy's " + name + " is not UTF-8 once decoded");
        }
    }

    private static ProxyServer address(
            Kind kind, String hostAndPort, @Nullable String user, @Nullable String password) {
        int bracket = hostAndPort.lastIndexOf(']');
        int colon = hostAndPort.indexOf(':', Math.max(bracket, 0));
        String host = host(colon < 0 ? hostAndPort : hostAndPort.substring(0, colon));
        String port = colon < 0 ? "" : hostAndPort.substring(colon + 1);
        return of(kind, host, port.isEmpty() ? defaultPort(kind) : port(port), user, password);
    }

    private static String host(String written) {
        if (written.startsWith("[")) {
            InetAddress address =
                    written.endsWith("]") ? Addresses.parse(written.substring(1, written.length() - 1)) : null;
            if (address == null) {
                throw new IllegalArgumentException("what stands in brackets is no IPv6 address");
            }
            return written.substring(1, written.length() - 1);
        }
        if (written.isEmpty()) {
            throw new IllegalArgumentException("the proxy has no host");
        }
        if (written.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("the proxy's host is longer than any name");
        }
        if (!written.chars().allMatch(ProxyServer::isOfAName)) {
            throw new IllegalArgumentException("the proxy's host holds a character that no host name has");
        }
        return written.toLowerCase(Locale.ROOT);
    }

    private static boolean isOfAName(int c) {
        return Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_';
    }

    /** The port is not repeated in the message: where an @ was forgotten it is a password. */
    private static int port(String text) {
        int port = -1;
        if (text.chars().allMatch(c -> c >= '0' && c <= '9') && text.length() <= 5) {
            port = Integer.parseInt(text);
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("the proxy's port is not a number between 1 and 65535"
                    + " (an IPv6 address stands in brackets: http://[::1]:8080)");
        }
        return port;
    }

    private static int defaultPort(Kind kind) {
        return kind == Kind.HTTP ? 80 : 1080;
    }

    /** {@code host:port}, an IPv6 address in brackets. */
    public final String address() {
        return (host().indexOf(':') >= 0 ? "[" + host() + "]" : host()) + ":" + port();
    }

    /** {@code scheme://host:port}, without user and password. */
    @Override
    public final String toString() {
        return (kind() == Kind.HTTP ? "http://" : "socks5://") + address();
    }
}
