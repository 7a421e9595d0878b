package dev.detour.client.jdk;

import dev.detour.exchange.Attempt;
import dev.detour.exchange.Phase;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What a failure tells of how far its attempt came, beyond what was seen on the way. On java.net.http a handshake that
 * fails always shows as an {@link SSLException} and a connect that fails as a {@link ConnectException} or a connect
 * timeout (measured on 11 to 26): with any other exception a new connection stood, and the request was on its way.
 */
final class FailurePhase {
    private FailurePhase() {}

    static void note(Attempt attempt, Throwable failure, boolean hasBody) {
        Phase seen = attempt.phase();
        if (failure instanceof SSLException) {
            attempt.reached(Phase.TLS);
        } else if (stood(failure) && isBeforeTheRequest(seen)) {
            attempt.reached(hasBody ? Phase.WRITE : Phase.FIRST_BYTE);
        }
    }

    private static boolean stood(Throwable failure) {
        return !(failure instanceof ConnectException) && !(failure instanceof HttpConnectTimeoutException);
    }

    /** A proxy may end a connection in the same words as an origin: there nothing is concluded. */
    private static boolean isBeforeTheRequest(@Nullable Phase seen) {
        return seen == Phase.TLS || seen == Phase.WRITE;
    }
}
