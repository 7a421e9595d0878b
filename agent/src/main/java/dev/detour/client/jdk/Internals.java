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
 * What we read and call inside the JDK's client; the same names on 11 to 26. Its packages are opened to us alone before
 * this class is loaded.
 */
final class Internals {
    private static final String PACKAGE = "jdk.internal.net.http.";

    private final MethodHandle isWebSocket;
    private final MethodHandle isConnect;
    private final MethodHandle setSystemHeader;
    private final MethodHandle requestProxy;
    private final MethodHandle newRequest;
    private final MethodHandle isTunnel;
    private final MethodHandle connectionAddress;
    private final MethodHandle responseExchange;
    private final MethodHandle responseRequest;
    private final MethodHandle exchangeMulti;
    private final MethodHandle exchangeRequest;
    private final MethodHandle userRequest;
    private final MethodHandle facade;
    private final MethodHandle statusCode;
    private final MethodHandle systemHeaders;
    private final MethodHandle headerMap;
    private final MethodHandle serverAuthentication;
    private final MethodHandle proxyAuthentication;
    private final MethodHandle setServerAuthentication;
    private final MethodHandle setProxyAuthentication;

    Internals() throws ReflectiveOperationException {
        Class<?> request = find("HttpRequestImpl");
        Class<?> connection = find("HttpConnection");
        Class<?> response = find("Response");
        Class<?> exchange = find("Exchange");
        Class<?> multi = find("MultiExchange");
        Class<?> headers = find("common.HttpHeadersBuilder");
        Class<?> authentication = find("AuthenticationFilter$AuthInfo");
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(request, MethodHandles.lookup());
        isWebSocket = lookup.findVirtual(request, "isWebSocket", MethodType.methodType(boolean.class))
                .asType(MethodType.methodType(boolean.class, Object.class));
        isConnect = lookup.findVirtual(request, "isConnect", MethodType.methodType(boolean.class))
                .asType(MethodType.methodType(boolean.class, Object.class));
        setSystemHeader = lookup.findVirtual(
                        request, "setSystemHeader", MethodType.methodType(void.class, String.class, String.class))
                .asType(MethodType.methodType(void.class, Object.class, String.class, String.class));
        requestProxy = lookup.findVirtual(request, "proxy", MethodType.methodType(InetSocketAddress.class))
                .asType(MethodType.methodType(InetSocketAddress.class, Object.class));
        newRequest = lookup.findConstructor(
                        request, MethodType.methodType(void.class, HttpRequest.class, ProxySelector.class))
                .asType(MethodType.methodType(HttpRequest.class, HttpRequest.class, ProxySelector.class));
        isTunnel = lookup.findVirtual(connection, "isTunnel", MethodType.methodType(boolean.class))
                .asType(MethodType.methodType(boolean.class, Object.class));
        connectionAddress = getter(lookup, connection, "address", InetSocketAddress.class);
        responseExchange = getter(lookup, response, "exchange", exchange);
        responseRequest = getter(lookup, response, "request", request);
        exchangeMulti = getter(lookup, exchange, "multi", multi);
        exchangeRequest = getter(lookup, exchange, "request", request);
        Class<?> client = find("HttpClientImpl");
        facade = MethodHandles.privateLookupIn(client, MethodHandles.lookup())
                .findVirtual(client, "facade", MethodType.methodType(find("HttpClientFacade")))
                .asType(MethodType.methodType(Object.class, Object.class));
        MethodHandles.Lookup multis = MethodHandles.privateLookupIn(multi, MethodHandles.lookup());
        userRequest = getter(multis, multi, "userRequest", HttpRequest.class);
        statusCode = lookup.findGetter(response, "statusCode", int.class)
                .asType(MethodType.methodType(int.class, Object.class));
        systemHeaders = lookup.findVirtual(request, "getSystemHeadersBuilder", MethodType.methodType(headers))
                .asType(MethodType.methodType(Object.class, Object.class));
        headerMap = MethodHandles.privateLookupIn(headers, MethodHandles.lookup())
                .findVirtual(headers, "map", MethodType.methodType(Map.class))
                .asType(MethodType.methodType(Map.class, Object.class));
        serverAuthentication = getter(multis, multi, "serverauth", authentication);
        proxyAuthentication = getter(multis, multi, "proxyauth", authentication);
        setServerAuthentication = setter(multis, multi, "serverauth", authentication);
        setProxyAuthentication = setter(multis, multi, "proxyauth", authentication);
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
        return (Object) facade.invokeExact(client);
    }

    private static MethodHandle setter(MethodHandles.Lookup lookup, Class<?> owner, String field, Class<?> type)
            throws ReflectiveOperationException {
        return lookup.findSetter(owner, field, type)
                .asType(MethodType.methodType(void.class, Object.class, Object.class));
    }

    /** Whether a {@code HttpRequestImpl} is the handshake of a WebSocket. */
    boolean isWebSocket(Object request) throws Throwable {
        return (boolean) isWebSocket.invokeExact(request);
    }

    /** Whether a {@code HttpRequestImpl} asks a proxy for a tunnel. */
    boolean isConnect(Object request) throws Throwable {
        return (boolean) isConnect.invokeExact(request);
    }

    void setSystemHeader(Object request, String name, String value) throws Throwable {
        setSystemHeader.invokeExact(request, name, value);
    }

    /** Takes away a header that the client itself has added to a {@code HttpRequestImpl}. */
    void removeSystemHeader(Object request, String name) throws Throwable {
        Map<?, ?> headers = (Map<?, ?>) headerMap.invokeExact((Object) systemHeaders.invokeExact(request));
        headers.remove(name);
    }

    /** Whether a {@code MultiExchange} holds credentials of its client's authenticator for the server. */
    boolean holdsServerCredentials(Object multi) throws Throwable {
        return (Object) serverAuthentication.invokeExact(multi) != null;
    }

    /** Whether a {@code MultiExchange} holds credentials of its client's authenticator for a proxy. */
    boolean holdsProxyCredentials(Object multi) throws Throwable {
        return (Object) proxyAuthentication.invokeExact(multi) != null;
    }

    void dropServerCredentials(Object multi) throws Throwable {
        setServerAuthentication.invokeExact(multi, (Object) null);
    }

    void dropProxyCredentials(Object multi) throws Throwable {
        setProxyAuthentication.invokeExact(multi, (Object) null);
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
        return (Object) exchangeRequest.invokeExact(exchange);
    }

    /** The choice of a {@code HttpRequestImpl}, for another one. */
    ProxySelector sameProxy(Object request) throws Throwable {
        return ProxySelector.of(proxy(request));
    }

    /** The HTTP proxy of a {@code HttpRequestImpl}; null where it goes direct, and where it asks a proxy for a tunnel. */
    @Nullable
    InetSocketAddress proxy(Object request) throws Throwable {
        return (InetSocketAddress) requestProxy.invokeExact(request);
    }

    /** A {@code HttpRequestImpl} that copies a request. */
    HttpRequest newRequest(HttpRequest copied, ProxySelector selector) throws Throwable {
        return (HttpRequest) newRequest.invokeExact(copied, selector);
    }

    /** Whether a {@code HttpConnection} is the inside of a tunnel. */
    boolean isTunnel(Object connection) throws Throwable {
        return (boolean) isTunnel.invokeExact(connection);
    }

    /** Where a {@code HttpConnection} leads: the proxy where there is one. */
    InetSocketAddress address(Object connection) throws Throwable {
        return (InetSocketAddress) (Object) connectionAddress.invokeExact(connection);
    }

    /** The request that a {@code Response} answers. */
    HttpRequest requestOf(Object response) throws Throwable {
        return (HttpRequest) (Object) responseRequest.invokeExact(response);
    }

    int statusOf(Object response) throws Throwable {
        return (int) statusCode.invokeExact(response);
    }

    /** The request as it was given to the client, for a {@code Response}. */
    Object userRequestOfResponse(Object response) throws Throwable {
        return userRequest((Object) responseExchange.invokeExact(response));
    }

    /** The request as it was given to the client, for an {@code Exchange}. */
    Object userRequest(Object exchange) throws Throwable {
        return userRequestOfCall((Object) exchangeMulti.invokeExact(exchange));
    }

    /** The request as it was given to the client, for a {@code MultiExchange}. */
    Object userRequestOfCall(Object multi) throws Throwable {
        return (Object) userRequest.invokeExact(multi);
    }
}
