package dev.detour.client.okhttp.adapter;

import dev.detour.exchange.Phase;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far an attempt came, read from where in OkHttp its exception was thrown: the same methods from 3.12 to 5. Costs
 * nothing until something fails, and needs no listener that the application could see.
 */
final class FailurePhase {
    private static final Map<String, Phase> METHODS = Map.ofEntries(
            Map.entry("resetNextInetSocketAddress", Phase.DNS),
            Map.entry("nextRoutes", Phase.DNS), // the same from 5.5 on
            Map.entry("connectSocket", Phase.CONNECT),
            Map.entry("createTunnel", Phase.PROXY),
            Map.entry("connectTls", Phase.TLS),
            Map.entry("writeRequestHeaders", Phase.WRITE),
            Map.entry("writeRequest", Phase.WRITE),
            Map.entry("writeTo", Phase.WRITE),
            Map.entry("finishRequest", Phase.WRITE),
            Map.entry("flushRequest", Phase.WRITE),
            Map.entry("readResponseHeaders", Phase.FIRST_BYTE));

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
