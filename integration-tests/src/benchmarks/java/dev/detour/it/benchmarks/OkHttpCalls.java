package dev.detour.it.benchmarks;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.RetryPolicy;
import dev.failsafe.okhttp.FailsafeCall;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;

/** Calls by OkHttp. */
@State(Scope.Benchmark)
public class OkHttpCalls {
    private static final MediaType JSON = MediaType.parse("application/json");

    private final Targets targets = new Targets();
    private final OkHttpClient client = client();

    private static OkHttpClient client() {
        boolean newest =
                System.getProperty("detour.benchmark.version", "HTTP_1_1").equals("HTTP_2");
        OkHttpClient.Builder client = new OkHttpClient.Builder()
                .protocols(newest ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1) : List.of(Protocol.HTTP_1_1))
                .connectionPool(new ConnectionPool(1_000, 5, TimeUnit.MINUTES));
        return Boolean.getBoolean("detour.benchmark.memory")
                ? QuietPool.use(client.socketFactory(new MemorySocket.Factory()))
                        .build()
                : client.build();
    }

    private final RetryPolicy<Response> failsafeRetry = RetryPolicy.<Response>builder()
            .handle(IOException.class)
            .handleResultIf(response -> response.code() >= 500)
            .withBackoff(Duration.ofMillis(250), Duration.ofSeconds(8))
            .withMaxRetries(2)
            .build();

    private final CircuitBreaker<Response> failsafeBreaker = CircuitBreaker.<Response>builder()
            .handle(IOException.class)
            .withFailureThreshold(5)
            .build();

    private final Retry retry = Retry.of(
            "calls",
            RetryConfig.<byte[]>custom()
                    .maxAttempts(3)
                    .retryExceptions(IOException.class)
                    .build());

    private final io.github.resilience4j.circuitbreaker.CircuitBreaker breaker =
            io.github.resilience4j.circuitbreaker.CircuitBreaker.of("calls", CircuitBreakerConfig.ofDefaults());

    private Request request() {
        return new Request.Builder()
                .url(targets.next().toString())
                .header("x-api-key", "a-key-that-nobody-checks")
                .post(RequestBody.create(JSON, Targets.BODY))
                .build();
    }

    private final HttpUrl gateway = HttpUrl.get(targets.gateway().toString());
    private final OkHttpClient byHand =
            client.newBuilder().addInterceptor(this::reroute).build();

    /** As one would write it: the application sees its own request, and somebody learns how the body ends. */
    private Response reroute(Interceptor.Chain chain) throws IOException {
        Request asked = chain.request();
        Response response = chain.proceed(
                asked.newBuilder().url(gateway).header("x-api-key", "another").build());
        return response.newBuilder()
                .request(asked)
                .body(new Watched(response.body()))
                .build();
    }

    private static final class Watched extends ResponseBody {
        private final ResponseBody body;
        private final BufferedSource source;

        Watched(ResponseBody body) {
            this.body = body;
            this.source = Okio.buffer(new ForwardingSource(body.source()) {
                private long seen;

                @Override
                public long read(Buffer sink, long count) throws IOException {
                    long read = super.read(sink, count);
                    seen += read;
                    return read;
                }
            });
        }

        @Override
        public MediaType contentType() {
            return body.contentType();
        }

        @Override
        public long contentLength() {
            return body.contentLength();
        }

        @Override
        public BufferedSource source() {
            return source;
        }
    }

    private byte[] send() throws IOException {
        try (Response response = client.newCall(request()).execute()) {
            return response.body().bytes();
        }
    }

    @Setup
    public void warmUp(BenchmarkParams benchmark) throws Exception {
        new WarmUp(this, benchmark).run();
    }

    @Benchmark
    public Object call() throws Exception {
        return send();
    }

    @Benchmark
    public Object callByHand() throws Exception {
        try (Response response = byHand.newCall(request()).execute()) {
            return response.body().bytes();
        }
    }

    @Benchmark
    public Object callByFailsafe() throws Exception {
        try (Response response = FailsafeCall.with(failsafeRetry, failsafeBreaker)
                .compose(client.newCall(request()))
                .execute()) {
            return response.body().bytes();
        }
    }

    @Benchmark
    public Object callByResilience4j() throws Exception {
        Callable<byte[]> guarded =
                io.github.resilience4j.circuitbreaker.CircuitBreaker.decorateCallable(breaker, this::send);
        return Retry.decorateCallable(retry, guarded).call();
    }

    /** A yardstick: what ordinary code of about a microsecond costs where it runs once between two waits. */
    @Benchmark
    public Object callAndParse() throws Exception {
        return send() == null ? null : Instant.parse(Targets.INSTANT);
    }

    /** All bytes of a long answer as they come. */
    @Benchmark
    public long stream() throws Exception {
        long length = 0;
        byte[] buffer = new byte[1 << 14];
        try (Response response = client.newCall(request()).execute();
                InputStream body = response.body().byteStream()) {
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                length += n;
            }
        }
        return length;
    }
}
