package dev.detour.client.jdk;

import dev.detour.call.Send;
import dev.detour.network.ProxyChoice;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads and copies the JDK's WebSocket builders; the same names on 11 to 27. */
final class WebSocketBuilders {
    private final MethodHandle newBuilder;
    private final MethodHandle client;
    private final MethodHandle headers;
    private final MethodHandle subprotocols;
    private final MethodHandle connectTimeout;
    private final MethodHandle proxySelector;
    private final MethodHandle first;
    private final MethodHandle second;

    WebSocketBuilders() throws ReflectiveOperationException {
        Class<?> builder =
                Class.forName("jdk.internal.net.http.websocket.BuilderImpl", false, HttpClient.class.getClassLoader());
        Class<?> pair = Class.forName("jdk.internal.net.http.common.Pair", false, HttpClient.class.getClassLoader());
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(builder, MethodHandles.lookup());
        newBuilder = lookup.findConstructor(
                        builder, MethodType.methodType(void.class, HttpClient.class, ProxySelector.class))
                .asType(MethodType.methodType(WebSocket.Builder.class, HttpClient.class, ProxySelector.class));
        client = getter(lookup, builder, "getClient", HttpClient.class);
        headers = getter(lookup, builder, "getHeaders", Collection.class);
        subprotocols = getter(lookup, builder, "getSubprotocols", Collection.class);
        connectTimeout = getter(lookup, builder, "getConnectTimeout", Duration.class);
        proxySelector = getter(lookup, builder, "getProxySelector", Optional.class);
        MethodHandles.Lookup pairs = MethodHandles.privateLookupIn(pair, MethodHandles.lookup());
        MethodType part = MethodType.methodType(Object.class, Object.class);
        first = pairs.findGetter(pair, "first", Object.class).asType(part);
        second = pairs.findGetter(pair, "second", Object.class).asType(part);
    }

    private static MethodHandle getter(MethodHandles.Lookup lookup, Class<?> owner, String method, Class<?> type)
            throws ReflectiveOperationException {
        return lookup.findVirtual(owner, method, MethodType.methodType(type))
                .asType(MethodType.methodType(Object.class, Object.class));
    }

    /** The headers that the application has set, in its order. */
    List<Map.Entry<String, String>> headersOf(Object builder) throws Throwable {
        List<Map.Entry<String, String>> copied = new ArrayList<>();
        for (Object header : (Collection<?>) (Object) headers.invokeExact(builder)) {
            copied.add(Map.entry(
                    (String) (Object) first.invokeExact(header), (String) (Object) second.invokeExact(header)));
        }
        return copied;
    }

    /** A builder of the same client with what the attempt changes. */
    WebSocket.Builder copy(Object builder, AskedWebSocket asked, Send send) throws Throwable {
        HttpClient owner = (HttpClient) (Object) client.invokeExact(builder);
        WebSocket.Builder copy = (WebSocket.Builder) newBuilder.invokeExact(owner, selector(builder, send));
        TreeSet<String> gone = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        gone.addAll(send.headers().remove());
        gone.addAll(send.headers().set().keySet());
        for (Map.Entry<String, String> header : asked.headers()) {
            if (!gone.contains(header.getKey())) {
                copy.header(header.getKey(), header.getValue());
            }
        }
        send.headers().set().forEach(copy::header);
        copySubprotocols(builder, copy);
        Duration timeout = timeout(builder, send);
        if (timeout != null) {
            copy.connectTimeout(timeout);
        }
        return copy;
    }

    private @Nullable ProxySelector selector(Object builder, Send send) throws Throwable {
        ProxyChoice choice = send.network().proxy();
        if (!choice.isApplication()) {
            return new ChosenProxy(choice);
        }
        return (ProxySelector) ((Optional<?>) (Object) proxySelector.invokeExact(builder)).orElse(null);
    }

    private void copySubprotocols(Object builder, WebSocket.Builder copy) throws Throwable {
        List<String> names = new ArrayList<>();
        for (Object name : (Collection<?>) (Object) subprotocols.invokeExact(builder)) {
            names.add((String) name);
        }
        if (!names.isEmpty()) {
            copy.subprotocols(names.get(0), names.subList(1, names.size()).toArray(new String[0]));
        }
    }

    private @Nullable Duration timeout(Object builder, Send send) throws Throwable {
        Duration configured = send.network().timeouts().connect();
        return configured != null ? configured : (Duration) (Object) connectTimeout.invokeExact(builder);
    }
}
