package dev.detour.client.okhttp;

import dev.detour.exchange.CallerSpan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OkHttp as one of the application's loaders has it. Implemented by code that sees both sides; the arguments and results
 * are OkHttp's own objects.
 */
public interface Adapter {
    /**
     * A call comes to the interceptor that retries and follows redirects.
     *
     * @param span where the call was made; null: that of this thread
     * @return the response, or the exception, of a routed call; null: it goes on as without us
     */
    @Nullable
    Object call(Object chain, Object request, @Nullable CallerSpan span);

    /**
     * A call that was left alone has ended: one of response and failure is given.
     *
     * @param startedNanos the reading of {@link System#nanoTime} when it began
     * @param span where the call was made; null: that of this thread
     */
    void ended(
            Object request,
            @Nullable Object response,
            @Nullable Throwable failure,
            long startedNanos,
            @Nullable CallerSpan span);

    /**
     * A request of a routed call sets out.
     *
     * @return the request in its place; null: it is right as it is
     */
    @Nullable
    Object hop(Object request, Transit transit);

    /** The response to a changed request, as the client would have seen it without the change. */
    Object hopDone(Object response, Object asked);

    /**
     * A request of a routed call is about to be written.
     *
     * @param carrier the connection, or before 4 the exchange, that is to carry it; null: the chain knows
     * @return the request in its place; null: it is right as it is
     */
    @Nullable
    Object wire(Object chain, Object request, @Nullable Object carrier, Transit transit);

    /** As {@link #wire}, without a look at what carries it. */
    @Nullable
    Object edited(Object request, Transit transit);

    /**
     * What ends the wait for the answer's head, begun now.
     *
     * @return ends it, once the head is there or will not come; null: the client's own limit is enough
     */
    @Nullable
    Runnable limit(Transit transit);

    /**
     * Changes what a connection is made with.
     *
     * @param parts {@code Dns}, {@code SocketFactory}, {@code SSLSocketFactory}, {@code CertificatePinner}, {@code
     *     Authenticator} of the proxy, {@code Proxy}, the protocols: changed in place
     * @return whether anything was changed
     */
    boolean address(String host, int port, @Nullable Object[] parts, @Nullable Transit transit);

    /** Makes that nothing can be connected with these parts, and that no connection in the pool fits them. */
    void refuse(@Nullable Object[] parts);

    /** The call that a chain belongs to. */
    Object callOf(Object chain);

    /**
     * What ends an attempt that OkHttp would make once more: it gives up over that, and we know it again.
     *
     * @param failure after which it would
     */
    Object stop(Throwable failure);

    /**
     * A connection is to be made.
     *
     * @param routes OkHttp's own
     */
    void routes(List<?> routes, Transit transit);
}
