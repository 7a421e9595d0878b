package dev.detour.it.programs;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import okhttp3.Authenticator;
import okhttp3.Cache;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.CertificatePinner;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Credentials;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * OkHttp, any version from 3.12. Options: {@code version} (1.1: that alone), {@code redirects} (never), {@code connect},
 * {@code read}, {@code write}, {@code total} (milliseconds), {@code proxy} and {@code socks}
 * (host:port), {@code authenticator} (user:password, for servers and proxies), {@code cookies}, {@code cache}
 * (a folder), {@code cleartext} (never), {@code pin} (host and pin, by a space), {@code retry} (never),
 * {@code interceptors}, {@code events}, {@code throwing} (a network interceptor that throws: before, after, checked or
 * body),
 * those of {@link Tls}, {@code tls} (the one version of TLS), and {@code copy-of}, the name of a client to derive from by {@code newBuilder}.
 *
 * <p>Ways to call: {@code execute}, {@code enqueue}, {@code stream}, {@code enqueueStream}, {@code sse},
 * {@code websocket}. A body comes as {@code bytes}, {@code stream} (in pieces, of unknown length) or {@code once}.
 */
public final class OkHttp implements Client {
    /** Where the options say nothing: OkHttp's own 10 s may be over where a busy machine stands still. */
    private static final int LIMIT_MILLIS = 30_000;

    private final OkHttpClient client;

    public OkHttp(Fields options) throws Exception {
        this(new OkHttpClient.Builder().connectionPool(new ConnectionPool()), options);
    }

    public OkHttp(OkHttp copied, Fields options) throws Exception {
        this(copied.client.newBuilder(), options);
    }

    private OkHttp(OkHttpClient.Builder builder, Fields options) throws Exception {
        timeouts(builder, options);
        proxy(builder, options);
        security(builder, options);
        if (options.get("version", "2").equals("1.1")) {
            builder.protocols(List.of(Protocol.HTTP_1_1));
        }
        if (options.get("redirects", "").equals("never")) {
            builder.followRedirects(false);
        }
        if (options.get("retry", "").equals("never")) {
            builder.retryOnConnectionFailure(false);
        }
        String password = options.get("authenticator");
        if (password != null) {
            int colon = password.indexOf(':');
            String basic = Credentials.basic(password.substring(0, colon), password.substring(colon + 1));
            builder.authenticator(authenticator("Authorization", basic));
            builder.proxyAuthenticator(authenticator("Proxy-Authorization", basic));
        }
        if (options.flag("cookies")) {
            builder.cookieJar(new MemoryCookieJar());
        }
        String cache = options.get("cache");
        if (cache != null) {
            builder.cache(new Cache(new File(cache), 1 << 20));
        }
        if (options.flag("interceptors")) {
            builder.addInterceptor(observing("application")).addNetworkInterceptor(observing("network"));
        }
        String throwing = options.get("throwing");
        if (throwing != null) {
            builder.addNetworkInterceptor(chain -> throwing(chain, throwing));
        }
        if (options.flag("events")) {
            builder.eventListenerFactory(call -> new SeenEvents(seen(call.request())));
        }
        client = builder.build();
    }

    private static Authenticator authenticator(String header, String value) {
        return (route, response) -> response.request().header(header) != null
                ? null
                : response.request().newBuilder().header(header, value).build();
    }

    private static void timeouts(OkHttpClient.Builder builder, Fields options) {
        builder.connectTimeout(options.number("connect", LIMIT_MILLIS), TimeUnit.MILLISECONDS);
        builder.readTimeout(options.number("read", LIMIT_MILLIS), TimeUnit.MILLISECONDS);
        builder.writeTimeout(options.number("write", LIMIT_MILLIS), TimeUnit.MILLISECONDS);
        builder.callTimeout(options.number("total", 0), TimeUnit.MILLISECONDS);
    }

    private static void proxy(OkHttpClient.Builder builder, Fields options) {
        proxy(builder, Proxy.Type.HTTP, options.get("proxy"));
        proxy(builder, Proxy.Type.SOCKS, options.get("socks"));
    }

    private static void proxy(OkHttpClient.Builder builder, Proxy.Type type, @Nullable String proxy) {
        if (proxy != null) {
            int colon = proxy.lastIndexOf(':');
            builder.proxy(new Proxy(
                    type,
                    new InetSocketAddress(proxy.substring(0, colon), Integer.parseInt(proxy.substring(colon + 1)))));
        }
    }

    private static void security(OkHttpClient.Builder builder, Fields options) throws Exception {
        Tls tls = Tls.of(options);
        if (tls != null) {
            builder.sslSocketFactory(tls.context().getSocketFactory(), tls.trustManager());
        }
        String version = options.get("tls");
        if (version != null) {
            ConnectionSpec only = new ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS)
                    .tlsVersions(version)
                    .build();
            builder.connectionSpecs(List.of(only));
        }
        if (options.get("cleartext", "").equals("never")) {
            builder.connectionSpecs(List.of(ConnectionSpec.MODERN_TLS));
        }
        String pin = options.get("pin");
        if (pin != null) {
            int space = pin.indexOf(' ');
            builder.certificatePinner(new CertificatePinner.Builder()
                    .add(pin.substring(0, space), pin.substring(space + 1))
                    .build());
        }
    }

    /** Takes down the URL and the header that an interceptor of the application's own sees, on both sides. */
    private static Interceptor observing(String kind) {
        return chain -> {
            Seen seen = seen(chain.request());
            seen.add(kind + ".url", chain.request().url().toString());
            seen.add(kind + ".host", String.valueOf(chain.request().header("Host")));
            Response response = chain.proceed(chain.request());
            seen.add(kind + ".response.url", response.request().url().toString());
            return response;
        };
    }

    private static Response throwing(Interceptor.Chain chain, String when) throws IOException {
        if (when.equals("before")) {
            throw new IllegalStateException("not this request");
        }
        if (when.equals("checked")) {
            throw new IOException("not this request");
        }
        Response response = chain.proceed(chain.request());
        if (when.equals("body")) {
            return response.newBuilder()
                    .body(new BrokenBody(java.util.Objects.requireNonNull(response.body())))
                    .build();
        }
        response.close();
        throw new IllegalStateException("not this answer");
    }

    private static Seen seen(Request request) {
        Seen seen = request.tag(Seen.class);
        return seen == null ? new Seen() : seen;
    }

    @Override
    public void call(Fields call, Seen seen) throws Exception {
        Request request = request(call, seen);
        switch (call.get("way", "execute")) {
            case "execute":
                whole(execute(client.newCall(request), seen), seen);
                break;
            case "enqueue":
                whole(enqueue(client.newCall(request), seen), seen);
                break;
            case "stream":
                read(execute(client.newCall(request), seen), seen);
                break;
            case "enqueueStream":
                read(enqueue(client.newCall(request), seen), seen);
                break;
            case "sse":
                new OkHttpEventSourceCall(client).run(request, seen);
                break;
            case "websocket":
                new OkHttpWebSocketCall(client).run(request, call, seen);
                break;
            default:
                throw new IllegalArgumentException("no such way: " + call);
        }
    }

    private static Request request(Fields call, Seen seen) {
        Request.Builder builder = new Request.Builder().url(call.require("url")).tag(Seen.class, seen);
        call.below("header.").forEach((name, values) -> {
            for (String value : values.split("\n", -1)) {
                builder.addHeader(name, value);
            }
        });
        return builder.method(call.get("method", "GET"), OkHttpBody.of(call)).build();
    }

    private static Response execute(Call call, Seen seen) throws IOException {
        seen.cancelBy(call::cancel);
        return call.execute();
    }

    private static Response enqueue(Call call, Seen seen) throws Exception {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        seen.cancelBy(call::cancel);
        call.enqueue(new Callback() {
            @Override
            public void onFailure(Call failed, IOException failure) {
                once(answer.completeExceptionally(failure));
            }

            @Override
            public void onResponse(Call answered, Response response) {
                once(answer.complete(response));
            }
        });
        try {
            return answer.get();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof Exception ? (Exception) failure.getCause() : failure;
        }
    }

    /** Comes out of the dispatcher's thread, on standard error. */
    private static void once(boolean first) {
        if (!first) {
            throw new IllegalStateException("a call has ended twice");
        }
    }

    private static void whole(Response response, Seen seen) throws IOException {
        try (response) {
            answered(response, seen);
            ResponseBody body = response.body();
            if (body != null) {
                seen.received(body.bytes());
            }
        }
    }

    private static void read(Response response, Seen seen) throws IOException {
        try (response) {
            answered(response, seen);
            byte[] buffer = new byte[1 << 13];
            var stream = java.util.Objects.requireNonNull(response.body()).byteStream();
            for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                seen.received(buffer, n);
            }
        }
    }

    static void answered(Response response, Seen seen) {
        seen.put("status", response.code());
        seen.put("protocol", response.protocol().name());
        seen.put("uri", response.request().url());
        seen.put("request.uri", response.request().url());
        seen.put("request.method", response.request().method());
        seen.headers("request.header.", response.request().headers().toMultimap());
        seen.headers("header.", response.headers().toMultimap());
        Response previous = response.priorResponse();
        if (previous != null) {
            seen.put("previous.status", previous.code());
            seen.put("previous.uri", previous.request().url());
        }
        Response network = response.networkResponse();
        if (network != null) {
            seen.put("network.uri", network.request().url());
        }
        seen.put("cached", response.cacheResponse() != null);
        if (response.handshake() != null) {
            seen.put(
                    "peer.certificates", response.handshake().peerCertificates().size());
        }
    }

    @Override
    public void rest() {
        client.connectionPool().evictAll();
    }

    @Override
    public void close() {
        client.dispatcher().executorService().shutdown();
        rest();
    }
}
