package dev.detour.status;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Classes that are loaded where an HTTP client is in use, each with the client's name: those that every user of it needs,
 * not the interfaces that libraries mention. A class in a package that ends likewise is a relocated copy.
 */
enum Marker {
    JDK("jdk.internal.net.http.HttpClientImpl", "java.net.http"),
    OKHTTP("okhttp3.OkHttpClient", "OkHttp"),
    OKHTTP_2("com.squareup.okhttp.OkHttpClient", "OkHttp 2"),
    URL_CONNECTION("sun.net.www.protocol.http.HttpURLConnection", "HttpURLConnection"),
    APACHE_3("org.apache.commons.httpclient.HttpClient", "Apache HttpClient 3"),
    APACHE_4("org.apache.http.impl.client.CloseableHttpClient", "Apache HttpClient 4"),
    APACHE_4_ASYNC("org.apache.http.impl.nio.client.CloseableHttpAsyncClient", "Apache HttpAsyncClient 4"),
    APACHE_5("org.apache.hc.client5.http.impl.classic.CloseableHttpClient", "Apache HttpClient 5"),
    APACHE_5_ASYNC("org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient", "Apache HttpClient 5, async"),
    JETTY("org.eclipse.jetty.client.HttpClient", "Jetty client"),
    REACTOR_NETTY("reactor.netty.http.client.HttpClient", "Reactor Netty"),
    NETTY("io.netty.handler.codec.http.HttpClientCodec", "Netty (HTTP/1.1 codec)"),
    ASYNC_HTTP_CLIENT("org.asynchttpclient.DefaultAsyncHttpClient", "AsyncHttpClient"),
    ASYNC_HTTP_CLIENT_1("com.ning.http.client.AsyncHttpClient", "AsyncHttpClient 1"),
    VERTX("io.vertx.core.http.impl.HttpClientImpl", "Vert.x"),
    GRPC_NETTY("io.grpc.netty.NettyClientTransport", "gRPC (Netty)"),
    GRPC_NETTY_SHADED("io.grpc.netty.shaded.io.grpc.netty.NettyClientTransport", "gRPC (shaded Netty)"),
    GRPC_OKHTTP("io.grpc.okhttp.OkHttpClientTransport", "gRPC (OkHttp)"),
    HELIDON("io.helidon.webclient.api.WebClient", "Helidon"),
    HELIDON_3("io.helidon.webclient.WebClient", "Helidon 2, 3"),
    UNDERTOW("io.undertow.client.UndertowClient", "Undertow client"),
    ARMERIA("com.linecorp.armeria.client.WebClient", "Armeria"),
    AKKA("akka.http.impl.engine.client.OutgoingConnectionBlueprint", "Akka HTTP"),
    PEKKO("org.apache.pekko.http.impl.engine.client.OutgoingConnectionBlueprint", "Pekko HTTP"),
    KTOR_CIO("io.ktor.client.engine.cio.CIOEngine", "Ktor CIO"),
    AWS_CRT("software.amazon.awssdk.crt.http.HttpClientConnectionManager", "AWS CRT");

    private static final Map<String, Marker> BY_NAME = new HashMap<>();

    /** By the name without its package: what all but a handful of classes are dismissed by. */
    private static final Set<String> SIMPLE = new HashSet<>();

    static {
        for (Marker marker : values()) {
            BY_NAME.put(marker.type, marker);
            SIMPLE.add(simple(marker.type));
        }
    }

    private final String type;
    private final String client;

    Marker(String type, String client) {
        this.type = type;
        this.client = client;
    }

    /** The marker that a class is, or is a relocated copy of; null where it is neither. */
    static @Nullable String in(String name) {
        if (!SIMPLE.contains(simple(name))) {
            return null;
        }
        for (String rest = name; ; rest = rest.substring(rest.indexOf('.') + 1)) {
            if (BY_NAME.containsKey(rest)) {
                return rest;
            }
            if (rest.indexOf('.') < 0) {
                return null;
            }
        }
    }

    static String client(String marker) {
        Marker known = BY_NAME.get(marker);
        return known == null ? marker : known.client;
    }

    private static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
