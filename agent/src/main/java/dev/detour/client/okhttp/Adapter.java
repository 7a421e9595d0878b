package dev.detour.client.okhttp;

import org.jspecify.annotations.Nullable;

/**
 * OkHttp as one of the application's loaders has it. Implemented by code that sees both sides; the arguments and results
 * are OkHttp's own objects.
 */
public interface Adapter {
    /**
     * A call comes to the interceptor that retries and follows redirects.
     *
     * @return the response, or the exception, of a routed call; null: it goes on as without us
     */
    @Nullable
    Object call(Object chain, Object request);

    /** A call that was left alone has failed: one of response and failure is given. */
    void failed(Object request, @Nullable Object response, @Nullable Throwable failure);

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
     * @return the request in its place; null: it is right as it is
     */
    @Nullable
    Object wire(Object chain, Object request, Object[] arguments, Transit transit);

    /**
     * Changes what a connection is made with.
     *
     * @param parts {@code Dns}, {@code SocketFactory}, {@code SSLSocketFactory}, {@code CertificatePinner}, {@code
     *     Authenticator} of the proxy, {@code Proxy}, the protocols: changed in place
     * @return whether anything was changed
     */
    boolean address(String host, int port, @Nullable Object[] parts, @Nullable Transit transit);

    /** The call that a chain belongs to. */
    Object callOf(Object chain);
}
