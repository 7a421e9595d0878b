package dev.detour.failure;

import dev.detour.exchange.Phase;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A timer ran out: the code is that of the phase in which it did. */
final class TimeoutRule {
    private TimeoutRule() {}

    static @Nullable FailureKind kindOf(Trouble trouble) {
        boolean ofCall = isOfCall(trouble);
        if (!ofCall && !isOfPhase(trouble.causes())) {
            return null;
        }
        if (isConnecting(trouble.causes())) {
            return trouble.phase() == Phase.TLS ? FailureKind.TLS_TIMEOUT : unreachable(trouble);
        }
        Phase phase = trouble.phase();
        if (phase == null) {
            return ofCall ? FailureKind.TOTAL_TIMEOUT : FailureKind.FIRST_BYTE_TIMEOUT;
        }
        switch (phase) {
            case DNS:
                return trouble.orOfProxy(FailureKind.DNS_UNAVAILABLE, FailureKind.PROXY_UNREACHABLE);
            case CONNECT:
                return unreachable(trouble);
            case PROXY:
                return FailureKind.PROXY_UNREACHABLE;
            case TLS:
                return FailureKind.TLS_TIMEOUT;
            case WRITE:
                return FailureKind.WRITE_FAILED;
            case FIRST_BYTE:
                return FailureKind.FIRST_BYTE_TIMEOUT;
            case HEADERS:
            case BODY:
                return ofCall ? FailureKind.TOTAL_TIMEOUT : FailureKind.IDLE_TIMEOUT;
        }
        return null;
    }

    private static FailureKind unreachable(Trouble trouble) {
        return trouble.orOfProxy(FailureKind.CONNECT_TIMEOUT, FailureKind.PROXY_UNREACHABLE);
    }

    /** OkHttp's call timeout, and a time limit that the application put on a future. */
    private static boolean isOfCall(Trouble trouble) {
        Causes causes = trouble.causes();
        return trouble.attempt().isExpired()
                || causes.head() instanceof TimeoutException
                || (causes.isHead(InterruptedIOException.class)
                        && causes.headSays().equals("timeout"));
    }

    private static boolean isOfPhase(Causes causes) {
        return causes.head() instanceof SocketTimeoutException || causes.hasNamed("HttpTimeoutException");
    }

    /** The texts are the JDK's own; its letter case differs between versions. */
    private static boolean isConnecting(Causes causes) {
        return causes.hasNamed("HttpConnectTimeoutException")
                || causes.headSays().regionMatches(true, 0, "connect timed out", 0, "connect timed out".length());
    }
}
