package dev.detour.failure;

import dev.detour.exchange.Asked;
import dev.detour.exchange.Attempt;
import dev.detour.exchange.Phase;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/** What the rules work from: the facts of an attempt that ended with an exception. */
final class Trouble {
    private final Attempt attempt;
    private final Asked asked;
    private final Causes causes;
    private final @Nullable Phase phase;

    Trouble(Attempt attempt, Asked asked, Throwable thrown) {
        this.attempt = attempt;
        this.asked = asked;
        this.causes = Causes.of(thrown);
        this.phase = attempt.phase();
    }

    Causes causes() {
        return causes;
    }

    Attempt attempt() {
        return attempt;
    }

    Asked asked() {
        return asked;
    }

    @Nullable
    Phase phase() {
        return phase;
    }

    /** Whether it is known to have come this far. */
    boolean reached(Phase other) {
        return phase != null && phase.compareTo(other) >= 0;
    }

    /** Whether it is known not to have come this far. */
    boolean isBefore(Phase other) {
        return phase != null && phase.compareTo(other) < 0;
    }

    boolean isThroughProxy() {
        return attempt.proxy() != null;
    }

    boolean isHttp2() {
        return "h2".equals(attempt.protocol());
    }

    boolean isJavaNetHttp() {
        return asked.client().equals("java.net.http");
    }

    /**
     * Whether the peer reset the connection. "Connection reset" is the JDK's own text where it reads; what it shows
     * where it writes is the system's, in the system's language.
     */
    boolean isReset() {
        return causes.has(SocketException.class) && causes.rootSays().equals("Connection reset");
    }

    /** The code, or that of the proxy where there is one in the way. */
    FailureKind orOfProxy(FailureKind direct, FailureKind proxied) {
        return isThroughProxy() ? proxied : direct;
    }
}
