package dev.detour.client.jdk;

import dev.detour.call.Send;
import dev.detour.client.Hook;
import org.jspecify.annotations.Nullable;

/**
 * {@code (call)}: keeps a first-byte timeout from ending a body. We set it as the request's own, whose time is over with
 * the head of the answer up to Java 25, and with the end of its body from 26 on.
 */
final class ResponseTimerHook implements Hook {
    private final Internals internals;

    ResponseTimerHook(Internals internals) {
        this.internals = internals;
    }

    @Override
    public @Nullable Object call(Object[] arguments) throws Throwable {
        Object request = internals.userRequestOfCall(arguments[0]);
        return request instanceof RoutedRequest && isPassed(((RoutedRequest) request).send()) ? this : null;
    }

    private static boolean isPassed(Send send) {
        return send.network().timeouts().firstByte() != null && send.attempt().firstByteNanos() != 0;
    }
}
