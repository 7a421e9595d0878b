package dev.detour.client.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * What can be read from an exchange of the JDK's client that has failed, and the pool that its connection came from; the
 * same names on 11 to 27. Made when the first call fails.
 */
final class Insides {
    private static final String PACKAGE = "jdk.internal.net.http.";

    /** What a session says before a handshake has come to its end. */
    private static final String NO_CIPHER = "SSL_NULL_WITH_NULL_NULL";

    private final Class<?> http1;
    private final Class<?> secure;
    private final MethodHandle implementation;
    private final MethodHandle connection;
    private final MethodHandle engine;
    private final MethodHandle isSecure;
    private final MethodHandle key;
    private final MethodHandle destination;
    private final MethodHandle proxy;
    private final MethodHandle client;
    private final MethodHandle pool;
    private final MethodHandle takeIdle;
    private final MethodHandle close;
    private final @Nullable MethodHandle repeatsAll = repeatsAllOfThisRuntime();
    private final @Nullable GoAway goAway = GoAway.ofThisRuntime();

    Insides() throws ReflectiveOperationException {
        Class<?> exchange = find("Exchange");
        Class<?> impl = find("ExchangeImpl");
        Class<?> connected = find("HttpConnection");
        Class<?> clientImpl = find("HttpClientImpl");
        Class<?> poolType = find("ConnectionPool");
        Class<?> keyType = find("ConnectionPool$CacheKey");
        http1 = find("Http1Exchange");
        secure = find("AbstractAsyncSSLConnection");
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(exchange, MethodHandles.lookup());
        implementation = field(exchange, "exchImpl", impl);
        connection = method(lookup, impl, "connection", connected);
        engine = field(secure, "engine", SSLEngine.class);
        isSecure = lookup.findVirtual(connected, "isSecure", MethodType.methodType(boolean.class))
                .asType(MethodType.methodType(boolean.class, Object.class));
        key = method(lookup, connected, "cacheKey", keyType);
        destination = field(keyType, "destination", InetSocketAddress.class);
        proxy = field(keyType, "proxy", InetSocketAddress.class);
        client = method(lookup, connected, "client", clientImpl);
        pool = method(lookup, clientImpl, "connectionPool", poolType);
        takeIdle = lookup.findVirtual(
                        poolType,
                        "getConnection",
                        MethodType.methodType(
                                connected, boolean.class, InetSocketAddress.class, InetSocketAddress.class))
                .asType(MethodType.methodType(
                        Object.class, Object.class, boolean.class, InetSocketAddress.class, InetSocketAddress.class));
        close = lookup.findVirtual(connected, "close", MethodType.methodType(void.class))
                .asType(MethodType.methodType(void.class, Object.class));
    }

    /** Null on a JDK that does not tell. */
    private static @Nullable MethodHandle repeatsAllOfThisRuntime() {
        try {
            Class<?> multi = find("MultiExchange");
            return MethodHandles.privateLookupIn(multi, MethodHandles.lookup())
                    .findStaticGetter(multi, "RETRY_ALWAYS", boolean.class);
        } catch (ReflectiveOperationException otherRelease) {
            return null;
        }
    }

    private static Class<?> find(String name) throws ClassNotFoundException {
        return Class.forName(PACKAGE + name, false, HttpClient.class.getClassLoader());
    }

    private static MethodHandle field(Class<?> owner, String name, Class<?> type) throws ReflectiveOperationException {
        return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
                .findGetter(owner, name, type)
                .asType(MethodType.methodType(Object.class, Object.class));
    }

    private static MethodHandle method(MethodHandles.Lookup lookup, Class<?> owner, String name, Class<?> type)
            throws ReflectiveOperationException {
        return lookup.findVirtual(owner, name, MethodType.methodType(type))
                .asType(MethodType.methodType(Object.class, Object.class));
    }

    /** The {@code ExchangeImpl} of an {@code Exchange}; null before there is one: HTTP/2 has none until it has a stream. */
    @Nullable
    Object implementation(Object exchange) throws Throwable {
        return (Object) implementation.invokeExact(exchange);
    }

    boolean isHttp1(Object implementation) {
        return http1.isInstance(implementation);
    }

    /** The {@code HttpConnection} of an {@code ExchangeImpl}. */
    @Nullable
    Object connection(Object implementation) throws Throwable {
        return (Object) connection.invokeExact(implementation);
    }

    /** Whether a {@code HttpConnection} waits for its handshake; that of an open text has none. */
    boolean isShakingHands(Object connection) throws Throwable {
        if (!secure.isInstance(connection)) {
            return false;
        }
        SSLEngine used = (SSLEngine) (Object) engine.invokeExact(connection);
        return used.getSession().getCipherSuite().equals(NO_CIPHER);
    }

    /** Whether the peer has said that it did not process the request of an {@code ExchangeImpl}; false where it is not known. */
    boolean isLeftOut(Object implementation) throws Throwable {
        return goAway != null && goAway.leavesOut(implementation);
    }

    /**
     * Whether the client repeats by itself whatever a connection has lost, as {@code jdk.httpclient.enableAllMethodRetry}
     * asks for; else only what is idempotent, or was not processed. Where that is not known it may.
     */
    boolean repeatsAll() throws Throwable {
        return repeatsAll == null || (boolean) repeatsAll.invokeExact();
    }

    /** Closes the idle HTTP/1.1 connections that could be taken in the place of this one. */
    void closeIdleLike(Object used) throws Throwable {
        Object keyOfUsed = (Object) key.invokeExact(used);
        InetSocketAddress to = (InetSocketAddress) (Object) destination.invokeExact(keyOfUsed);
        InetSocketAddress through = (InetSocketAddress) (Object) proxy.invokeExact(keyOfUsed);
        boolean tls = (boolean) isSecure.invokeExact(used);
        Object owner = (Object) client.invokeExact(used);
        Object idle = (Object) pool.invokeExact(owner);
        for (Object next = take(idle, tls, to, through); next != null; next = take(idle, tls, to, through)) {
            close.invokeExact(next);
        }
    }

    /** Closes a {@code HttpConnection}; one that is closed already stays so. */
    void close(@Nullable Object connection) throws Throwable {
        if (connection != null) {
            close.invokeExact(connection);
        }
    }

    private @Nullable Object take(
            Object idle, boolean tls, @Nullable InetSocketAddress to, @Nullable InetSocketAddress through)
            throws Throwable {
        return (Object) takeIdle.invokeExact(idle, tls, to, through);
    }
}
