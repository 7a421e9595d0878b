package dev.detour.network;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

/**
 * The exceptions of a SOCKS proxy: of the JDK's types, because applications see them, and with a text that a classifier
 * can rely on whatever the locale: {@link #PREFIX}, the proxy's address, a colon, a space, and one of the words below.
 * No text holds a user or password.
 */
public final class SocksFailure {
    /** What every message begins with. */
    public static final String PREFIX = "SOCKS proxy ";

    /** No connection to the proxy itself: its name, a refused port, no route, no answer to connecting. */
    public static final String UNREACHABLE = "unreachable";

    /** It wants a user and password, or other ones. */
    public static final String AUTHENTICATION = "authentication";

    /** It understood, and will or can not connect; the reason follows. */
    public static final String REFUSED = "refused";

    /** It cut the connection in the handshake. */
    public static final String CLOSED = "closed";

    /** What answers there does not speak SOCKS5. */
    public static final String NOT_SOCKS = "not SOCKS5";

    /** Connected, then no answer in time. */
    public static final String TIMED_OUT = "timed out";

    private SocksFailure() {}

    static SocketException authentication(ProxyServer proxy, String how) {
        return new SocketException(text(proxy, AUTHENTICATION + " " + how));
    }

    static SocketException refused(ProxyServer proxy, String reason) {
        return new SocketException(text(proxy, REFUSED + ": " + reason));
    }

    static SocketException notSocks(ProxyServer proxy, String reason) {
        return new SocketException(text(proxy, NOT_SOCKS + ": " + reason));
    }

    static SocketTimeoutException timedOut(ProxyServer proxy) {
        return new SocketTimeoutException(text(proxy, TIMED_OUT + " in the handshake"));
    }

    static SocketException closed(ProxyServer proxy, Throwable cause) {
        String how = cause instanceof EOFException ? "" : ": " + cause.getMessage();
        return withCause(new SocketException(text(proxy, CLOSED + " the connection in the handshake" + how)), cause);
    }

    /** The same type of exception, telling that it was the proxy. */
    static IOException unreachable(ProxyServer proxy, IOException cause) {
        String text = text(proxy, UNREACHABLE + ": " + cause.getMessage());
        if (cause instanceof SocketTimeoutException) {
            return withCause(new SocketTimeoutException(text), cause);
        }
        if (cause instanceof UnknownHostException) {
            return withCause(new UnknownHostException(text), cause);
        }
        if (cause instanceof NoRouteToHostException) {
            return withCause(new NoRouteToHostException(text), cause);
        }
        return withCause(
                cause instanceof ConnectException ? new ConnectException(text) : new SocketException(text), cause);
    }

    private static String text(ProxyServer proxy, String what) {
        return PREFIX + proxy.address() + ": " + what;
    }

    private static <E extends IOException> E withCause(E exception, Throwable cause) {
        exception.initCause(cause);
        return exception;
    }
}
