package dev.detour.it.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.CookieManager;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLParameters;

/**
 * java.net.http. Options: {@code version} (1.1 or 2), {@code redirects} (never, normal, always), {@code connect}
 * (milliseconds), {@code proxy} (host:port), {@code authenticator} (user:password, for servers and proxies),
 * {@code cookies}, {@code delegate}, {@code tls} (the one version of TLS), {@code counted} (tells in {@code tasks} how many
 * tasks the client has given to its threads so far), and those of {@link Tls}.
 *
 * <p>Ways to call: {@code send}, {@code sendAsync}, {@code push}, {@code stream}, {@code asyncStream}, {@code lines},
 * {@code flow}, {@code websocket}; {@code abandoned} by a client of its own, which nobody keeps and which is collected
 * while the call lasts. A body comes as {@code bytes}, {@code stream} (repeatable), {@code once} (a stream
 * that can be read only once), {@code flow}, or as one that fails by itself ({@code broken}). {@code sink} is what the
 * application does wrong with an answer, see {@link BrokenSink}. {@code sent-method}: in a request of a class of its
 * own, which no builder has checked.
 */
public final class JdkClient implements Client {
    private static final int CHUNK = 1000;

    private final HttpClient client;
    private final AtomicInteger tasks = new AtomicInteger();

    public JdkClient(Fields options) throws Exception {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .followRedirects(redirects(options))
                .version(
                        options.get("version", "2").equals("2")
                                ? HttpClient.Version.HTTP_2
                                : HttpClient.Version.HTTP_1_1);
        if (options.get("connect") != null) {
            builder.connectTimeout(Duration.ofMillis(options.number("connect", 0)));
        }
        String proxy = options.get("proxy");
        if (proxy != null) {
            int colon = proxy.lastIndexOf(':');
            builder.proxy(ProxySelector.of(InetSocketAddress.createUnresolved(
                    proxy.substring(0, colon), Integer.parseInt(proxy.substring(colon + 1)))));
        }
        if (options.flag("cookies")) {
            builder.cookieHandler(new CookieManager());
        }
        String password = options.get("authenticator");
        if (password != null) {
            builder.authenticator(authenticator(password));
        }
        if (options.flag("counted")) {
            ExecutorService threads = Executors.newCachedThreadPool(JdkClient::daemon);
            builder.executor(task -> {
                tasks.incrementAndGet();
                threads.execute(task);
            });
        }
        Tls tls = Tls.of(options);
        if (tls != null) {
            builder.sslContext(tls.context());
        }
        String version = options.get("tls");
        if (version != null) {
            SSLParameters only = new SSLParameters();
            only.setProtocols(new String[] {version});
            builder.sslParameters(only);
        }
        HttpClient built = builder.build();
        client = options.flag("delegate") ? new DelegatingHttpClient(built) : built;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "counted");
        thread.setDaemon(true);
        return thread;
    }

    private static CompletableFuture<HttpResponse<byte[]>> abandoned(HttpRequest request) {
        return HttpClient.newHttpClient().sendAsync(request, BodyHandlers.ofByteArray());
    }

    private static <T> T collecting(CompletableFuture<T> future) {
        while (!future.isDone()) {
            System.gc();
        }
        return future.join();
    }

    private static Authenticator authenticator(String pair) {
        int colon = pair.indexOf(':');
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(
                        pair.substring(0, colon), pair.substring(colon + 1).toCharArray());
            }
        };
    }

    private static HttpClient.Redirect redirects(Fields options) {
        switch (options.get("redirects", "normal")) {
            case "always":
                return HttpClient.Redirect.ALWAYS;
            case "never":
                return HttpClient.Redirect.NEVER;
            default:
                return HttpClient.Redirect.NORMAL;
        }
    }

    @Override
    public void call(Fields call, Seen seen) throws Exception {
        if (call.get("way", "send").equals("websocket")) {
            new JdkWebSocketCall(client).run(call, seen);
            return;
        }
        HttpRequest request = request(call);
        if (call.get("sent-method") != null) {
            request = new UncheckedRequest(request, call.require("sent-method"));
        }
        seen.put("tasks", tasks.get());
        switch (call.get("way", "send")) {
            case "send":
                seen.received(answered(client.send(request, BrokenSink.or(call, BodyHandlers.ofByteArray())), seen));
                break;
            case "sendAsync":
                seen.received(answered(
                        join(client.sendAsync(request, BrokenSink.or(call, BodyHandlers.ofByteArray())), seen), seen));
                break;
            case "abandoned":
                seen.received(answered(collecting(abandoned(request)), seen));
                break;
            case "push":
                push(request, seen);
                break;
            case "stream":
                read(answered(client.send(request, BodyHandlers.ofInputStream()), seen), seen);
                break;
            case "asyncStream":
                read(answered(join(client.sendAsync(request, BodyHandlers.ofInputStream()), seen), seen), seen);
                break;
            case "lines":
                try (Stream<String> lines = answered(client.send(request, BodyHandlers.ofLines()), seen)) {
                    lines.forEach(line -> seen.received((line + "\n").getBytes(UTF_8)));
                }
                break;
            case "flow":
                flow(answered(client.send(request, BodyHandlers.ofPublisher()), seen), seen);
                break;
            default:
                throw new IllegalArgumentException("no such way: " + call);
        }
    }

    private static HttpRequest request(Fields call) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(call.require("url")));
        call.below("header.").forEach((name, values) -> {
            for (String value : values.split("\n", -1)) {
                builder.header(name, value);
            }
        });
        if (call.get("timeout") != null) {
            builder.timeout(Duration.ofMillis(call.number("timeout", 0)));
        }
        if (call.get("version") != null) {
            builder.version(
                    call.require("version").equals("2") ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1);
        }
        builder.expectContinue(call.flag("expect-continue"));
        return builder.method(call.get("method", "GET"), body(call)).build();
    }

    private static BodyPublisher body(Fields call) {
        String text = call.get("body");
        if (text == null) {
            return BodyPublishers.noBody();
        }
        byte[] bytes = Bodies.of(call);
        switch (call.get("body-as", "bytes")) {
            case "stream":
                return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
            case "once":
                InputStream once = new ByteArrayInputStream(bytes);
                return BodyPublishers.ofInputStream(() -> once);
            case "flow":
                return BodyPublishers.fromPublisher(chunks(bytes));
            case "broken":
                return BodyPublishers.fromPublisher(JdkClient::failing);
            default:
                return BodyPublishers.ofByteArray(bytes);
        }
    }

    private static void failing(Flow.Subscriber<? super ByteBuffer> subscriber) {
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long count) {
                subscriber.onError(new IllegalStateException("nothing to send"));
            }

            @Override
            public void cancel() {}
        });
    }

    /** A publisher of the application's own, several chunks long and of unknown length in all. */
    private static Flow.Publisher<ByteBuffer> chunks(byte[] bytes) {
        List<byte[]> chunks = new java.util.ArrayList<>();
        for (int at = 0; at < bytes.length; at += CHUNK) {
            chunks.add(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + CHUNK)));
        }
        Iterable<byte[]> again = chunks;
        return BodyPublishers.ofByteArrays(new Iterable<>() {
            @Override
            public Iterator<byte[]> iterator() {
                return again.iterator();
            }
        });
    }

    private static <T> T answered(HttpResponse<T> response, Seen seen) {
        seen.put("status", response.statusCode());
        seen.put("protocol", response.version());
        seen.put("uri", response.uri());
        seen.put("request.uri", response.request().uri());
        seen.put("request.method", response.request().method());
        seen.headers("request.header.", response.request().headers().map());
        seen.headers("header.", response.headers().map());
        response.previousResponse().ifPresent(previous -> {
            seen.put("previous.status", previous.statusCode());
            seen.put("previous.uri", previous.uri());
            seen.put("previous.request.uri", previous.request().uri());
        });
        response.sslSession().ifPresent(session -> seen.put("peer", session.getPeerHost()));
        connectionLabel(response).ifPresent(label -> seen.put("connection.label", label));
        return response.body();
    }

    /** There from 25 on. */
    private static Optional<?> connectionLabel(HttpResponse<?> response) {
        try {
            return (Optional<?>) HttpResponse.class.getMethod("connectionLabel").invoke(response);
        } catch (NoSuchMethodException older) {
            return Optional.empty();
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static <T> HttpResponse<T> join(CompletableFuture<HttpResponse<T>> future, Seen seen) {
        seen.cancelBy(() -> future.cancel(true));
        return future.join();
    }

    private static void read(InputStream body, Seen seen) throws Exception {
        try (body) {
            seen.cancelBy(() -> close(body));
            byte[] buffer = new byte[1 << 13];
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                seen.received(buffer, n);
            }
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private void push(HttpRequest request, Seen seen) {
        BodyHandler<byte[]> handler = BodyHandlers.ofByteArray();
        ConcurrentMap<HttpRequest, CompletableFuture<HttpResponse<byte[]>>> promises = new ConcurrentHashMap<>();
        PushPromiseHandler<byte[]> pushes = PushPromiseHandler.of(promised -> handler, promises);
        seen.received(answered(join(client.sendAsync(request, handler, pushes), seen), seen));
        promises.forEach((promised, response) -> {
            seen.add("pushed.uri", promised.uri().toString());
            seen.add("pushed.body", new String(response.join().body(), UTF_8));
        });
    }

    private static void flow(Flow.Publisher<List<ByteBuffer>> body, Seen seen) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        body.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                seen.cancelBy(subscription::cancel);
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(List<ByteBuffer> buffers) {
                for (ByteBuffer buffer : buffers) {
                    byte[] bytes = new byte[buffer.remaining()];
                    buffer.get(bytes);
                    seen.received(bytes);
                }
            }

            @Override
            public void onError(Throwable failure) {
                end.completeExceptionally(failure);
            }

            @Override
            public void onComplete() {
                end.complete(null);
            }
        });
        end.join();
    }
}
