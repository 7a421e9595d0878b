package dev.detour.client.okhttp.adapter;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import okhttp3.Connection;
import okhttp3.FormBody;
import okhttp3.Interceptor;
import okhttp3.MultipartBody;
import okhttp3.Protocol;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** What differs between the releases: found once, by name. */
final class OkHttpRelease {
    /**
     * Static, so that the compiler takes it for a constant, and asking by it for no more than the call that it is. There
     * is a class of this name for each OkHttp.
     */
    private static final @Nullable MethodHandle IS_ONE_SHOT = find("isOneShot");

    private static final @Nullable MethodHandle IS_DUPLEX = find("isDuplex");

    private final String version = findVersion();
    private final boolean tellsCallTimeouts = hasExchanges();

    /** As {@code 4.12.0}; {@code unknown} where the release does not tell. */
    String version() {
        return version;
    }

    /**
     * Whether the body can be written again. Before 3.14 a body could not say so: there only OkHttp's own count, which
     * are made of bytes or files.
     */
    boolean isRepeatable(RequestBody body) {
        if (body instanceof MultipartBody) {
            for (MultipartBody.Part part : ((MultipartBody) body).parts()) {
                if (!isRepeatable(part.body())) {
                    return false;
                }
            }
            return true;
        }
        if (IS_ONE_SHOT == null) {
            return body instanceof FormBody || body.getClass().getName().startsWith("okhttp3.RequestBody$");
        }
        return !says(IS_ONE_SHOT, body) && !isDuplex(body);
    }

    /** Whether the request is written while the answer is read. */
    boolean isDuplex(@Nullable RequestBody body) {
        return body != null && IS_DUPLEX != null && says(IS_DUPLEX, body);
    }

    /**
     * The connection of an exchange that is about to be made. From 4 on the chain has it; before, it is among the
     * arguments of {@code proceed}, in 3.14 within the exchange.
     */
    @Nullable
    Connection connection(Interceptor.Chain chain, @Nullable Object argument) {
        Connection known = chain.connection();
        return known == null ? connectionOf(argument) : known;
    }

    private static @Nullable Connection connectionOf(@Nullable Object argument) {
        if (argument instanceof Connection) {
            return (Connection) argument;
        }
        if (argument == null || !argument.getClass().getName().equals("okhttp3.internal.connection.Exchange")) {
            return null;
        }
        try {
            return (Connection) argument.getClass().getMethod("connection").invoke(argument);
        } catch (ReflectiveOperationException | RuntimeException otherRelease) {
            return null;
        }
    }

    /** Whether calls share the connection, agreed upon within TLS or known before. */
    static boolean isHttp2(Connection connection) {
        Protocol spoken = connection.protocol();
        return spoken == Protocol.HTTP_2 || spoken == Protocol.H2_PRIOR_KNOWLEDGE;
    }

    /** Ends a connection, and whatever waits for it: closing a socket over TLS might itself wait. */
    static void cancel(Connection connection) {
        try {
            connection.getClass().getMethod("cancel").invoke(connection);
        } catch (ReflectiveOperationException | RuntimeException otherRelease) {
            closeSocket(connection);
        }
    }

    private static void closeSocket(Connection connection) {
        try {
            connection.socket().close();
        } catch (IOException gone) {
            // It is closed.
        }
    }

    /** Whether the peer has left a connection: {@code RealConnection.isHealthy}, the same from 3.12 to 5. */
    boolean isGone(Connection connection) {
        try {
            return !(boolean)
                    connection.getClass().getMethod("isHealthy", boolean.class).invoke(connection, false);
        } catch (ReflectiveOperationException | RuntimeException otherRelease) {
            return false;
        }
    }

    /**
     * Whether a body that the limit of the whole call has ended says so by its exception: since 3.14, whose exchanges
     * are what does it.
     */
    boolean tellsCallTimeouts() {
        return tellsCallTimeouts;
    }

    private static boolean hasExchanges() {
        try {
            Class.forName("okhttp3.internal.connection.Exchange", false, RequestBody.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError before314) {
            return false;
        }
    }

    private static boolean says(MethodHandle question, RequestBody body) {
        try {
            return (boolean) question.invokeExact(body);
        } catch (RuntimeException | Error failed) {
            throw failed;
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static @Nullable MethodHandle find(String question) {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(RequestBody.class, question, MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException olderThan314) {
            return null;
        }
    }

    /** {@code OkHttp.VERSION} from 4 on; {@code Version.userAgent()} before, which is {@code okhttp/3.14.9}. */
    private static String findVersion() {
        ClassLoader loader = RequestBody.class.getClassLoader();
        try {
            Class<?> since4 = Class.forName("okhttp3.OkHttp", true, loader);
            return (String) since4.getField("VERSION").get(null);
        } catch (ReflectiveOperationException | LinkageError before4) {
            try {
                Class<?> type = Class.forName("okhttp3.internal.Version", true, loader);
                String agent = (String) type.getMethod("userAgent").invoke(null);
                return agent.substring(agent.indexOf('/') + 1);
            } catch (ReflectiveOperationException | LinkageError | ClassCastException silent) {
                return "unknown";
            }
        }
    }
}
