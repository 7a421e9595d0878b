package dev.detour.failure;

import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.UnknownServiceException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLException;

/**
 * Whose code an exception comes from. Clients call the application's: body handlers and subscribers, publishers,
 * network interceptors. What that throws is no failure of a call, and looks like any other once the client has wrapped it.
 */
final class Thrower {
    /** What throws for its caller, other makers' TLS among it: the next below it tells. */
    private static final List<String> FOR_OTHERS = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "kotlin.",
            "okio.",
            "org.conscrypt.",
            "org.bouncycastle.",
            "org.openjsse.");

    /** On the way of a call: the clients, and what of ours stands between. */
    private static final List<String> OF_CALLS = List.of(
            "jdk.internal.net.http.",
            "okhttp3.",
            "dev.detour.call.",
            "dev.detour.client.",
            "dev.detour.doctor.", // which is a client, too
            "dev.detour.failure.",
            "dev.detour.network.");

    /** Where java.net.http puts a body for the application: a file, say, on a disk that is full. */
    private static final List<String> SINKS =
            List.of("jdk.internal.net.http.ResponseSubscribers", "jdk.internal.net.http.ResponseBodyHandlers");

    /** Of the network, whoever throws them: an application may bring its own name service, sockets or trust. */
    private static final List<Class<? extends Throwable>> NETWORKS = List.of(
            SocketException.class,
            UnknownHostException.class,
            UnknownServiceException.class,
            ProtocolException.class,
            InterruptedIOException.class,
            ClosedChannelException.class,
            UnresolvedAddressException.class,
            SSLException.class,
            GeneralSecurityException.class,
            SecurityException.class);

    private Thrower() {}

    /** Whether the application's own code threw this; false where that is not certain. */
    static boolean isApplication(Throwable thrown) {
        return NETWORKS.stream().noneMatch(type -> type.isInstance(thrown))
                && (isApplicationsType(thrown.getClass().getName()) || isThrownByApplication(thrown));
    }

    private static boolean isApplicationsType(String name) {
        return !isIn(FOR_OTHERS, name) && !isIn(OF_CALLS, name);
    }

    private static boolean isThrownByApplication(Throwable thrown) {
        for (StackTraceElement frame : thrown.getStackTrace()) {
            String name = frame.getClassName();
            if (isIn(OF_CALLS, name)) {
                return isIn(SINKS, name);
            }
            if (!isIn(FOR_OTHERS, name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isIn(List<String> prefixes, String name) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
