package dev.detour.client.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.http.HttpClient;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What an HTTP/2 connection of the JDK's client knows of its peer's goodbye: from 21 on it keeps the last stream that the
 * peer has processed. The exception that the application gets tells only of the end that follows.
 */
final class GoAway {
    private static final String PACKAGE = "jdk.internal.net.http.";

    private final Class<?> stream;
    private final MethodHandle number;
    private final MethodHandle connection;
    private final MethodHandle lastProcessed;

    private GoAway() throws ReflectiveOperationException {
        ClassLoader loader = HttpClient.class.getClassLoader();
        stream = Class.forName(PACKAGE + "Stream", false, loader);
        Class<?> connected = Class.forName(PACKAGE + "Http2Connection", false, loader);
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(stream, MethodHandles.lookup());
        number =
                lookup.findGetter(stream, "streamid", int.class).asType(MethodType.methodType(int.class, Object.class));
        connection = lookup.findGetter(stream, "connection", connected)
                .asType(MethodType.methodType(Object.class, Object.class));
        lastProcessed = MethodHandles.privateLookupIn(connected, MethodHandles.lookup())
                .findGetter(connected, "lastProcessedStreamInGoAway", AtomicLong.class)
                .asType(MethodType.methodType(AtomicLong.class, Object.class));
    }

    /** Null on a JDK that keeps no such thing. */
    static @Nullable GoAway ofThisRuntime() {
        try {
            return new GoAway();
        } catch (ReflectiveOperationException beforeJava21) {
            return null;
        }
    }

    /** Whether the peer has left this stream out; false for what is none. */
    boolean leavesOut(Object exchange) throws Throwable {
        if (!stream.isInstance(exchange)) {
            return false;
        }
        int own = (int) number.invokeExact(exchange);
        Object its = (Object) connection.invokeExact(exchange);
        AtomicLong last = (AtomicLong) lastProcessed.invokeExact(its);
        return last.get() >= 0 && own > last.get();
    }
}
