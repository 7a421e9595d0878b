package dev.detour.client.jdk;

import dev.detour.call.Send;
import dev.detour.network.Timeouts;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the request's time limit from ending a body. We set what the route says of it, and that is over
 * with the head of the answer up to Java 25, and with the end of its body from 26 on. What a route allows a body,
 * {@link LimitedSubscriber} sees to.
 */
final class ResponseTimerHook {
    private final Internals internals;

    ResponseTimerHook(Internals internals) {
        this.internals = internals;
    }

    /** Something where the limit of this call is to be passed over. */
    @Nullable
    Object passesOver(Object multi) throws Throwable {
        Object request = internals.userRequestOfCall(multi);
        return request instanceof RoutedRequest && isPassed(((RoutedRequest) request).send()) ? this : null;
    }

    private static boolean isPassed(Send send) {
        Timeouts timeouts = send.network().timeouts();
        boolean ours = timeouts.firstByte() != null || timeouts.total() != null;
        return ours && send.attempt().firstByteNanos() != 0;
    }
}
