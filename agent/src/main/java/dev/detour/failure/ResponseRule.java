package dev.detour.failure;

import dev.detour.exchange.Phase;
import java.net.ProtocolException;
import org.jspecify.annotations.Nullable;

/** An answer came, and the client could make nothing of it. */
final class ResponseRule {
    private ResponseRule() {}

    /** The client itself gave up over an answer that it understood. */
    static @Nullable FailureKind givenUp(Trouble trouble) {
        if (trouble.causes().begin("Too many follow-up requests")) {
            return FailureKind.REDIRECT_LOOP;
        }
        boolean unanswerable = trouble.causes().say("header missing for response code 401");
        return unanswerable ? FailureKind.AUTH_REJECTED : null;
    }

    /** What came is not HTTP. */
    static @Nullable FailureKind garbled(Trouble trouble) {
        Causes causes = trouble.causes();
        boolean garbled = causes.has(ProtocolException.class)
                || (trouble.isJavaNetHttp() && causes.isRoot(NumberFormatException.class)) // a status, on 11
                || causes.begin("unexpected content length header with ")
                || (Broken.isAmidHead(causes) && !trouble.isBefore(Phase.WRITE));
        return garbled ? FailureKind.BAD_RESPONSE : null;
    }
}
