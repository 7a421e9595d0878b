package dev.detour.client.okhttp;

import dev.detour.call.Send;
import org.jspecify.annotations.Nullable;

/**
 * An attempt on its way through OkHttp's interceptors, known to its thread. Used by that thread alone, until its answer
 * is there.
 */
public final class Transit {
    private final Object call;
    private final Object chain;
    private final Object request;
    private final Send send;
    private @Nullable Object connection;

    /**
     * Begins one.
     *
     * @param call OkHttp's own
     * @param chain whose {@code proceed} is the attempt
     * @param request that is handed to it
     */
    public Transit(Object call, Object chain, Object request, Send send) {
        this.call = call;
        this.chain = chain;
        this.request = request;
        this.send = send;
    }

    /** Whether this chain's {@code proceed} is the attempt itself. */
    public boolean isOn(Object otherChain) {
        return chain == otherChain;
    }

    /** Whether it is an attempt of this call, and not of one that called another within. */
    public boolean isOf(Object otherCall) {
        return call == otherCall;
    }

    public Object request() {
        return request;
    }

    public Send send() {
        return send;
    }

    /** The connection that carried it last; null where none did yet. */
    public @Nullable Object connection() {
        return connection;
    }

    public void carriedBy(Object used) {
        connection = used;
    }
}
