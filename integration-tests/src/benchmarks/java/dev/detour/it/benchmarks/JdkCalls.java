package dev.detour.it.benchmarks;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;

/** Calls by java.net.http. */
@State(Scope.Benchmark)
public class JdkCalls {
    private static final boolean IN_MEMORY = Boolean.getBoolean("detour.benchmark.memory");

    /** Of a call whose answer the client has lost without closing the connection: it would wait for ever. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private static final long HELD_NANOS = 2_000;

    private final Targets targets = new Targets();
    private final HttpClient client = client();
    private final ReroutedByHand byHand = new ReroutedByHand(client, targets.gateway());

    private final FailsafeExecutor<HttpResponse<byte[]>> failsafe = Failsafe.with(
            RetryPolicy.<HttpResponse<byte[]>>builder()
                    .handle(IOException.class)
                    .handleResultIf(response -> response.statusCode() >= 500)
                    .withBackoff(Duration.ofMillis(250), Duration.ofSeconds(8))
                    .withMaxRetries(2)
                    .build(),
            CircuitBreaker.<HttpResponse<byte[]>>builder()
                    .handle(IOException.class)
                    .withFailureThreshold(5)
                    .build());

    private final Retry retry = Retry.of(
            "calls",
            RetryConfig.<HttpResponse<byte[]>>custom()
                    .maxAttempts(3)
                    .retryExceptions(IOException.class)
                    .retryOnResult(response -> response.statusCode() >= 500)
                    .build());

    private final io.github.resilience4j.circuitbreaker.CircuitBreaker breaker =
            io.github.resilience4j.circuitbreaker.CircuitBreaker.of("calls", CircuitBreakerConfig.ofDefaults());

    /** Without a network nothing is to be waited for: threads of the client's own would only be noise. */
    private static HttpClient client() {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.valueOf(System.getProperty("detour.benchmark.version", "HTTP_1_1")));
        return IN_MEMORY ? builder.executor(Runnable::run).build() : builder.build();
    }

    private HttpRequest request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(targets.next())
                .header("content-type", "application/json")
                .header("x-api-key", "a-key-that-nobody-checks")
                .POST(BodyPublishers.ofString(Targets.BODY));
        return IN_MEMORY ? request.build() : request.timeout(LONGEST).build();
    }

    private HttpResponse<byte[]> send() throws IOException, InterruptedException {
        return again(() -> client.send(request(), BodyHandlers.ofByteArray()));
    }

    /** A call. */
    private interface Sending {
        HttpResponse<byte[]> send() throws IOException, InterruptedException;
    }

    /** Up to Java 25 the client itself loses an answer now and then, where many are under way (JDK-8357639). */
    private static HttpResponse<byte[]> again(Sending sending) throws IOException, InterruptedException {
        try {
            return sending.send();
        } catch (IOException failure) {
            if (!isOfTheClient(failure)) {
                throw failure;
            }
            return sending.send();
        }
    }

    private static boolean isOfTheClient(IOException failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = String.valueOf(root.getMessage());
        return failure instanceof HttpTimeoutException
                || message.equals("connection closed locally")
                || message.equals("Data received while in pool");
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
    public Object asynchronous() {
        return client.sendAsync(request(), BodyHandlers.ofByteArray()).join();
    }

    @Benchmark
    public Object callByHand() throws Exception {
        return again(() -> byHand.send(request(), BodyHandlers.ofByteArray()));
    }

    @Benchmark
    public Object asynchronousByHand() {
        return byHand.sendAsync(request(), BodyHandlers.ofByteArray()).join();
    }

    @Benchmark
    public Object callByFailsafe() {
        return failsafe.get(this::send);
    }

    @Benchmark
    public Object callByResilience4j() throws Exception {
        Callable<HttpResponse<byte[]>> guarded =
                io.github.resilience4j.circuitbreaker.CircuitBreaker.decorateCallable(breaker, this::send);
        return Retry.decorateCallable(retry, guarded).call();
    }

    /** A yardstick: what ordinary code of about a microsecond costs where it runs once between two waits. */
    @Benchmark
    public Object callAndParse() throws Exception {
        return send() == null ? null : Instant.parse(Targets.INSTANT);
    }

    /**
     * A yardstick: what time costs that the client's own thread takes when the head of the answer is there, while nobody
     * else has anything to do.
     */
    @Benchmark
    public Object callHeldAtHead() throws Exception {
        BodyHandler<byte[]> held = head -> {
            Pause.spin(HELD_NANOS);
            return BodyHandlers.ofByteArray().apply(head);
        };
        return again(() -> client.send(request(), held));
    }

    /** All bytes of a long answer as they come. */
    @Benchmark
    public long stream() throws Exception {
        long length = 0;
        byte[] buffer = new byte[1 << 14];
        try (InputStream body =
                client.send(request(), BodyHandlers.ofInputStream()).body()) {
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                length += n;
            }
        }
        return length;
    }
}
