package dev.detour.failure;

import dev.detour.exchange.Phase;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/** The connection was lost between the first byte of the request and the first of the answer. */
final class RequestRule {
    private RequestRule() {}

    static @Nullable FailureKind kindOf(Trouble trouble) {
        boolean lost = Broken.isBroken(trouble) || trouble.causes().begin(Broken.NOTHING_READ);
        if (!lost || trouble.isBefore(Phase.WRITE) || isConnecting(trouble.causes())) {
            return null;
        }
        if (trouble.attempt().isReused()) {
            return FailureKind.STALE_CONNECTION;
        }
        if (trouble.isHttp2()) {
            return FailureKind.H2_RESET;
        }
        if (Broken.isEnded(trouble)) {
            // Of the JDK's client it is known how much of the request was written. After a RST it may read an end.
            boolean unwritten = trouble.isJavaNetHttp() && trouble.phase() == Phase.WRITE;
            return unwritten ? FailureKind.WRITE_FAILED : FailureKind.CLOSED_BEFORE_RESPONSE;
        }
        // Where the JDK writes, it shows the system's text; "Connection reset" alone is where it reads.
        boolean writing =
                trouble.phase() == Phase.WRITE || (trouble.causes().has(SocketException.class) && !trouble.isReset());
        return writing ? FailureKind.WRITE_FAILED : FailureKind.RESET_BEFORE_RESPONSE;
    }

    private static boolean isConnecting(Causes causes) {
        return causes.has(ConnectException.class) || causes.has(BindException.class);
    }
}
