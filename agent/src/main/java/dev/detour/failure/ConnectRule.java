package dev.detour.failure;

import dev.detour.exchange.NameLookup;
import dev.detour.exchange.Phase;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way to an open connection: name and TCP, of the host or of the proxy in its place.
 *
 * <p>The JDK makes one class of several errors of the system, and leaves the rest to the system's text, which is in the
 * system's language. Where only that tells them apart, the texts of the C locale are known, which services run in;
 * another text yields no code rather than a wrong one.
 */
final class ConnectRule {
    private static final Map<String, FailureKind> SYSTEM_TEXTS = new LinkedHashMap<>();

    static {
        SYSTEM_TEXTS.put("Connection refused", FailureKind.CONNECT_REFUSED); // ECONNREFUSED, in a plain SocketException
        SYSTEM_TEXTS.put("Connection reset", FailureKind.CONNECT_RESET); // ECONNRESET
        SYSTEM_TEXTS.put("Connection timed out", FailureKind.CONNECT_TIMEOUT); // ETIMEDOUT, of the system's own timer
        SYSTEM_TEXTS.put("Operation timed out", FailureKind.CONNECT_TIMEOUT); // the same on macOS
        SYSTEM_TEXTS.put("Network is unreachable", FailureKind.NETWORK_UNREACHABLE); // ENETUNREACH
        SYSTEM_TEXTS.put("No route to host", FailureKind.NETWORK_UNREACHABLE); // EHOSTUNREACH, on Java 11
        SYSTEM_TEXTS.put("Invalid argument", FailureKind.NETWORK_UNREACHABLE); // EINVAL, of a blackhole route
        SYSTEM_TEXTS.put("Permission denied", FailureKind.EGRESS_DENIED); // EACCES
        SYSTEM_TEXTS.put("Operation not permitted", FailureKind.EGRESS_DENIED); // EPERM
        SYSTEM_TEXTS.put("Cannot assign requested address", FailureKind.LOCAL_EXHAUSTED); // EADDRNOTAVAIL
        SYSTEM_TEXTS.put("Can't assign requested address", FailureKind.LOCAL_EXHAUSTED); // the same on macOS
        SYSTEM_TEXTS.put("Address already in use", FailureKind.LOCAL_EXHAUSTED); // EADDRINUSE
        SYSTEM_TEXTS.put("Too many open files", FailureKind.LOCAL_EXHAUSTED); // EMFILE, ENFILE
        SYSTEM_TEXTS.put("No buffer space available", FailureKind.LOCAL_EXHAUSTED); // ENOBUFS
    }

    /** OkHttp's, up to 4: a connection was found dead as soon as it was made, and there is no other address. */
    private static final String EXHAUSTED = "exhausted all routes";

    private ConnectRule() {}

    static @Nullable FailureKind kindOf(Trouble trouble) {
        Causes causes = trouble.causes();
        if (causes.has(UnknownHostException.class) || causes.has(UnresolvedAddressException.class)) {
            return unknownHost(trouble);
        }
        if (causes.head() instanceof SecurityException) {
            return FailureKind.EGRESS_DENIED;
        }
        if (causes.has(NoRouteToHostException.class)) {
            return ofPeer(trouble, FailureKind.NETWORK_UNREACHABLE);
        }
        boolean connecting = causes.has(ConnectException.class)
                || causes.has(BindException.class)
                || causes.rootSays().equals(EXHAUSTED)
                || (trouble.isBefore(Phase.PROXY) && Broken.isBroken(trouble));
        return connecting ? notConnected(trouble) : null;
    }

    /** A SOCKS proxy of another version makes the JDK complain of the host that was never to be resolved here. */
    private static FailureKind unknownHost(Trouble trouble) {
        if (!trouble.isThroughProxy()) {
            return ofLookup(trouble.attempt().lookup());
        }
        UnknownHostException unknown = trouble.causes().first(UnknownHostException.class);
        String message = unknown == null ? null : unknown.getMessage();
        boolean notTheProxy =
                unknown != null && (message == null || message.isEmpty() || message.contains("<unresolved>"));
        return notTheProxy ? FailureKind.PROXY_CLOSED : FailureKind.PROXY_UNREACHABLE;
    }

    /** The exceptions tell a missing name from a dead resolver by a text of the system's alone. */
    private static FailureKind ofLookup(@Nullable NameLookup lookup) {
        if (lookup == NameLookup.REFUSED) {
            return FailureKind.DNS_SUSPICIOUS;
        }
        return lookup == NameLookup.UNAVAILABLE ? FailureKind.DNS_UNAVAILABLE : FailureKind.DNS_NOT_FOUND;
    }

    private static @Nullable FailureKind notConnected(Trouble trouble) {
        Causes causes = trouble.causes();
        FailureKind known = bySystemText(causes.rootSays());
        if (known != null) {
            return ofPeer(trouble, known);
        }
        if (causes.has(BindException.class)) {
            return null;
        }
        if (causes.isRoot(SocketException.class)) {
            return trouble.isThroughProxy() ? FailureKind.PROXY_UNREACHABLE : null;
        }
        boolean cut = !causes.has(ConnectException.class);
        return ofPeer(trouble, cut ? FailureKind.CONNECT_RESET : FailureKind.CONNECT_REFUSED);
    }

    private static @Nullable FailureKind bySystemText(String message) {
        for (Map.Entry<String, FailureKind> text : SYSTEM_TEXTS.entrySet()) {
            if (message.startsWith(text.getKey())) {
                return text.getValue();
            }
        }
        return null;
    }

    /** What this machine lacks or forbids is its own; all else is the proxy's where one is in the way. */
    private static FailureKind ofPeer(Trouble trouble, FailureKind direct) {
        switch (direct) {
            case EGRESS_DENIED:
            case LOCAL_EXHAUSTED:
                return direct;
            case CONNECT_RESET:
                return trouble.orOfProxy(direct, FailureKind.PROXY_CLOSED);
            default:
                return trouble.orOfProxy(direct, FailureKind.PROXY_UNREACHABLE);
        }
    }
}
