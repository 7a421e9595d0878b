package dev.detour.client.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What we read and call inside the JDK's client; the same names on 11 to 27. Its packages are opened to us alone before
 * this class is loaded.
 */
final class Internals {
    private static final String PACKAGE = "jdk.internal.net.http.";

    // Constants, or the compiler would not look into them: some ten of them are asked with each call.
    private static final MethodHandle IS_WEB_SOCKET;
    private static final MethodHandle IS_CONNECT;
    private static final MethodHandle SET_SYSTEM_HEADER;
    private static final MethodHandle REQUEST_PROXY;
    private static final MethodHandle NEW_REQUEST;
    private static final MethodHandle IS_TUNNEL;
    private static final MethodHandle CONNECTION_ADDRESS;
    private static final MethodHandle RESPONSE_EXCHANGE;
    private static final MethodHandle RESPONSE_REQUEST;
    private static final MethodHandle EXCHANGE_MULTI;
    private static final MethodHandle EXCHANGE_REQUEST;
    private static final MethodHandle USER_REQUEST;
    private static final MethodHandle FACADE;
    private static final MethodHandle STATUS_CODE;
    private static final MethodHandle SYSTEM_HEADERS;
    private static final MethodHandle HEADER_MAP;
    private static final MethodHandle SERVER_AUTHENTICATION;
    private static final MethodHandle PROXY_AUTHENTICATION;
    private static final MethodHandle SET_SERVER_AUTHENTICATION;
    private static final MethodHandle SET_PROXY_AUTHENTICATION;

    static {
        try {
            Class<?> request = find("HttpRequestImpl");
            Class<?> connection = find("HttpConnection");
            Class<?> response = find("Response");
            Class<?> exchange = find("Exchange");
            Class<?> multi = find("MultiExchange");
            Class<?> headers = find("common.HttpHeadersBuilder");
            Class<?> authentication = find("AuthenticationFilter$AuthInfo");
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(request, MethodHandles.lookup());
            IS_WEB_SOCKET = lookup.findVirtual(request, "isWebSocket", MethodType.methodType(boolean.class))
                    .asType(MethodType.methodType(boolean.class, Object.class));
            IS_CONNECT = lookup.findVirtual(request, "isConnect", MethodType.methodType(boolean.class))
                    .asType(MethodType.methodType(boolean.class, Object.class));
            SET_SYSTEM_HEADER = lookup.findVirtual(
                            request, "setSystemHeader", MethodType.methodType(void.class, String.class, String.class))
                    .asType(MethodType.methodType(void.class, Object.class, String.class, String.class));
            REQUEST_PROXY = lookup.findVirtual(request, "proxy", MethodType.methodType(InetSocketAddress.class))
                    .asType(MethodType.methodType(InetSocketAddress.class, Object.class));
            NEW_REQUEST = lookup.findConstructor(
                            request, MethodType.methodType(void.class, HttpRequest.class, ProxySelector.class))
                    .asType(MethodType.methodType(HttpRequest.class, HttpRequest.class, ProxySelector.class));
            IS_TUNNEL = lookup.findVirtual(connection, "isTunnel", MethodType.methodType(boolean.class))
                    .asType(MethodType.methodType(boolean.class, Object.class));
            CONNECTION_ADDRESS = getter(lookup, connection, "address", InetSocketAddress.class);
            RESPONSE_EXCHANGE = getter(lookup, response, "exchange", exchange);
            RESPONSE_REQUEST = getter(lookup, response, "request", request);
            EXCHANGE_MULTI = getter(lookup, exchange, "multi", multi);
            EXCHANGE_REQUEST = getter(lookup, exchange, "request", request);
            Class<?> client = find("HttpClientImpl");
            FACADE = MethodHandles.privateLookupIn(client, MethodHandles.lookup())
                    .findVirtual(client, "facade", MethodType.methodType(find("HttpClientFacade")))
                    .asType(MethodType.methodType(Object.class, Object.class));
            MethodHandles.Lookup multis = MethodHandles.privateLookupIn(multi, MethodHandles.lookup());
            USER_REQUEST = getter(multis, multi, "userRequest", HttpRequest.class);
            STATUS_CODE = lookup.findGetter(response, "statusCode", int.class)
                    .asType(MethodType.methodType(int.class, Object.class));
            SYSTEM_HEADERS = lookup.findVirtual(request, "getSystemHeadersBuilder", MethodType.methodType(headers))
                    .asType(MethodType.methodType(Object.class, Object.class));
            HEADER_MAP = MethodHandles.privateLookupIn(headers, MethodHandles.lookup())
                    .findVirtual(headers, "map", MethodType.methodType(Map.class))
                    .asType(MethodType.methodType(Map.class, Object.class));
            SERVER_AUTHENTICATION = getter(multis, multi, "serverauth", authentication);
            PROXY_AUTHENTICATION = getter(multis, multi, "proxyauth", authentication);
            SET_SERVER_AUTHENTICATION = setter(multis, multi, "serverauth", authentication);
            SET_PROXY_AUTHENTICATION = setter(multis, multi, "proxyauth", authentication);
        } catch (ReflectiveOperationException otherRelease) {
            throw new ExceptionInInitializerError(otherRelease);
        }
    }

    private static Class<?> find(String name) throws ClassNotFoundException {
        return Class.forName(PACKAGE + name, false, HttpClient.class.getClassLoader());
    }

    private static MethodHandle getter(MethodHandles.Lookup lookup, Class<?> owner, String field, Class<?> type)
            throws ReflectiveOperationException {
        return lookup.findGetter(owner, field, type).asType(MethodType.methodType(Object.class, Object.class));
    }

    /** What the application has of a {@code HttpClientImpl}; null where it is gone. */
    @Nullable
    Object facade(Object client) throws Throwable {
        return (Object) FACADE.invokeExact(client);
    }

    private static MethodHandle setter(MethodHandles.Lookup lookup, Class<?> owner, String field, Class<?> type)
            throws ReflectiveOperationException {
        return lookup.findSetter(owner, field, type)
                .asType(MethodType.methodType(void.class, Object.class, Object.class));
    }

    /** Whether a {@code HttpRequestImpl} is the handshake of a WebSocket. */
    boolean isWebSocket(Object request) throws Throwable {
        return (boolean) IS_WEB_SOCKET.invokeExact(request);
    }

    /** Whether a {@code HttpRequestImpl} asks a proxy for a tunnel. */
    boolean isConnect(Object request) throws Throwable {
        return (boolean) IS_CONNECT.invokeExact(request);
    }

    void setSystemHeader(Object request, String name, String value) throws Throwable {
        SET_SYSTEM_HEADER.invokeExact(request, name, value);
    }

    /** Takes away a header that the client itself has added to a {@code HttpRequestImpl}. */
    void removeSystemHeader(Object request, String name) throws Throwable {
        Map<?, ?> headers = (Map<?, ?>) HEADER_MAP.invokeExact((Object) SYSTEM_HEADERS.invokeExact(request));
        headers.remove(name);
    }

    /** Whether a {@code MultiExchange} holds credentials of its client's authenticator for the server. */
    boolean holdsServerCredentials(Object multi) throws Throwable {
        return (Object) SERVER_AUTHENTICATION.invokeExact(multi) != null;
    }

    /** Whether a {@code MultiExchange} holds credentials of its client's authenticator for a proxy. */
    boolean holdsProxyCredentials(Object multi) throws Throwable {
        return (Object) PROXY_AUTHENTICATION.invokeExact(multi) != null;
    }

    void dropServerCredentials(Object multi) throws Throwable {
        SET_SERVER_AUTHENTICATION.invokeExact(multi, (Object) null);
    }

    void dropProxyCredentials(Object multi) throws Throwable {
        SET_PROXY_AUTHENTICATION.invokeExact(multi, (Object) null);
    }

    /** Whether a {@code HttpRequestImpl} goes through a HTTP proxy. */
    boolean hasProxy(Object request) throws Throwable {
        return proxy(request) != null;
    }

    /** Whether a {@code HttpRequestImpl} is read by a proxy itself: one for a tunnel, or one that the proxy passes on. */
    boolean talksToProxy(Object request) throws Throwable {
        return isConnect(request) || hasProxy(request);
    }

    /** The HTTP proxy of an {@code Exchange}'s request; null where it goes direct. */
    @Nullable
    InetSocketAddress proxyOf(Object exchange) throws Throwable {
        return proxy(requestOfExchange(exchange));
    }

    /** The {@code HttpRequestImpl} of an {@code Exchange}. */
    Object requestOfExchange(Object exchange) throws Throwable {
        return (Object) EXCHANGE_REQUEST.invokeExact(exchange);
    }

    /** The choice of a {@code HttpRequestImpl}, for another one. */
    ProxySelector sameProxy(Object request) throws Throwable {
        return ProxySelector.of(proxy(request));
    }

    /** The HTTP proxy of a {@code HttpRequestImpl}; null where it goes direct, and where it asks a proxy for a tunnel. */
    @Nullable
    InetSocketAddress proxy(Object request) throws Throwable {
        return (InetSocketAddress) REQUEST_PROXY.invokeExact(request);
    }

    /** A {@code HttpRequestImpl} that copies a request. */
    HttpRequest newRequest(HttpRequest copied, ProxySelector selector) throws Throwable {
        return (HttpRequest) NEW_REQUEST.invokeExact(copied, selector);
    }

    /** Whether a {@code HttpConnection} is the inside of a tunnel. */
    boolean isTunnel(Object connection) throws Throwable {
        return (boolean) IS_TUNNEL.invokeExact(connection);
    }

    /** Where a {@code HttpConnection} leads: the proxy where there is one. */
    InetSocketAddress address(Object connection) throws Throwable {
        return (InetSocketAddress) (Object) CONNECTION_ADDRESS.invokeExact(connection);
    }

    /** The request that a {@code Response} answers. */
    HttpRequest requestOf(Object response) throws Throwable {
        return (HttpRequest) (Object) RESPONSE_REQUEST.invokeExact(response);
    }

    int statusOf(Object response) throws Throwable {
        return (int) STATUS_CODE.invokeExact(response);
    }

    /** The request as it was given to the client, for a {@code Response}. */
    Object userRequestOfResponse(Object response) throws Throwable {
        return userRequestOfCall(callOfResponse(response));
    }

    /** The {@code MultiExchange} of a {@code Response}. */
    Object callOfResponse(Object response) throws Throwable {
        return (Object) EXCHANGE_MULTI.invokeExact((Object) RESPONSE_EXCHANGE.invokeExact(response));
    }

    /** The request as it was given to the client, for an {@code Exchange}. */
    Object userRequest(Object exchange) throws Throwable {
        return userRequestOfCall((Object) EXCHANGE_MULTI.invokeExact(exchange));
    }

    /** The request as it was given to the client, for a {@code MultiExchange}. */
    Object userRequestOfCall(Object multi) throws Throwable {
        return (Object) USER_REQUEST.invokeExact(multi);
    }
}
