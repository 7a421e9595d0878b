package dev.detour.client.okhttp.adapter;

import dev.detour.exchange.Phase;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far an attempt came, read from where in OkHttp its exception was thrown: the same methods from 3.12 to 5. Costs
 * nothing until something fails, and needs no listener that the application could see.
 */
final class FailurePhase {
    private static final Map<String, Phase> METHODS = Map.of(
            "resetNextInetSocketAddress", Phase.DNS,
            "connectSocket", Phase.CONNECT,
            "createTunnel", Phase.PROXY,
            "connectTls", Phase.TLS,
            "writeRequestHeaders", Phase.WRITE,
            "writeRequest", Phase.WRITE,
            "writeTo", Phase.WRITE,
            "finishRequest", Phase.WRITE,
            "flushRequest", Phase.WRITE,
            "readResponseHeaders", Phase.FIRST_BYTE);

    private FailurePhase() {}

    /** Null where the exception does not show it. */
    static @Nullable Phase of(Throwable failure) {
        Throwable next = failure;
        for (int depth = 0; next != null && depth < 8; depth++) {
            Phase phase = ofTrace(next);
            if (phase != null) {
                return phase;
            }
            next = next.getCause();
        }
        return null;
    }

    /** The outermost counts: a tunnel is made by reading and writing, too. */
    private static @Nullable Phase ofTrace(Throwable failure) {
        Phase outermost = null;
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (frame.getClassName().startsWith("okhttp3.internal.")) {
                Phase phase = METHODS.get(frame.getMethodName());
                outermost = phase == null ? outermost : phase;
            }
        }
        return outermost;
    }
}
