package dev.detour.failure;

import dev.detour.exchange.Phase;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownServiceException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** What the application did itself: it cancelled, interrupted or closed, threw, or asked for what its client refuses. */
final class CallerRule {
    private CallerRule() {}

    static @Nullable FailureKind kindOf(Trouble trouble) {
        if (trouble.attempt().isExpired()) {
            return null; // OkHttp cancels a call whose time is over
        }
        if (trouble.attempt().isCancelled() || isCancelled(trouble)) {
            return FailureKind.CANCELLED;
        }
        return isRefusedByClient(trouble) ? FailureKind.INVALID_REQUEST : null;
    }

    private static boolean isCancelled(Trouble trouble) {
        Causes causes = trouble.causes();
        return causes.head() instanceof CancellationException
                || causes.head() instanceof InterruptedException
                || causes.has(ClosedByInterruptException.class)
                || isInterrupted(causes)
                || isClosed(causes)
                || (trouble.isJavaNetHttp() && isShutDown(causes));
    }

    /** OkHttp: a thread interrupted at the call; a dispatcher that was shut down. */
    private static boolean isInterrupted(Causes causes) {
        return causes.isHead(InterruptedIOException.class)
                && (causes.headSays().equals("interrupted") || causes.headSays().equals("executor rejected"));
    }

    /**
     * OkHttp's {@code call.cancel()} before and amid a call, and a body that the JDK's client was collecting when it was
     * interrupted. As a cause these texts only show how a timer ended the call.
     */
    private static boolean isClosed(Causes causes) {
        return (causes.isHead(IOException.class) && causes.headSays().equals("Canceled"))
                || (causes.isHead(IOException.class) && causes.headSays().equals("Request cancelled"))
                || (causes.isHead(SocketException.class) && causes.headSays().equals("Socket closed"));
    }

    /**
     * At and after {@code shutdownNow}; and a body's stream that the application closed. OkHttp means by "closed" that
     * the peer has gone.
     */
    private static boolean isShutDown(Causes causes) {
        return (causes.isHead(IOException.class)
                        && causes.isRoot(IOException.class)
                        && causes.rootSays().equals("closed"))
                || (causes.isRoot(IOException.class) && causes.rootSays().equals("shutdownNow"));
    }

    private static boolean isRefusedByClient(Trouble trouble) {
        Throwable head = trouble.causes().head();
        boolean refused = head instanceof IllegalArgumentException
                || (head instanceof UnknownServiceException && !TlsRule.isWithoutCommonProtocol(trouble.causes()));
        return refused
                && !trouble.reached(Phase.WRITE)
                && !Thrower.isApplication(trouble.causes().root());
    }

    /** Its own code, which the client had called, threw. A failure of the network that it wrapped is none of it. */
    static @Nullable FailureKind threw(Trouble trouble) {
        return Thrower.isApplication(trouble.causes().root()) ? FailureKind.CANCELLED : null;
    }
}
