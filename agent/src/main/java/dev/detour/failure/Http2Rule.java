package dev.detour.failure;

import dev.detour.exchange.Attempt;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** HTTP/2: a stream or connection that its peer gave up, in the words of OkHttp and of the JDK's client. */
final class Http2Rule {
    private Http2Rule() {}

    /** The JDK's words for ENHANCE_YOUR_CALM, and OkHttp's. */
    static boolean asksForCalm(Causes causes) {
        return causes.say("Processing capacity exceeded") || causes.say("ENHANCE_YOUR_CALM");
    }

    /** OkHttp 3 says that it does not know the peer's code. */
    static boolean isReset(Causes causes) {
        return causes.hasNamed("StreamResetException")
                || causes.hasNamed("ConnectionShutdownException")
                || causes.begin("TYPE_RST_STREAM unexpected error code")
                || causes.begin("TYPE_GOAWAY unexpected error code")
                || causes.say("Received RST_STREAM")
                || causes.say("GOAWAY received")
                || causes.say("request not processed by peer");
    }

    static @Nullable FailureKind kindOf(Trouble trouble) {
        Causes causes = trouble.causes();
        Attempt attempt = trouble.attempt();
        if (attempt.isLeftOut()) {
            return FailureKind.H2_REFUSED;
        }
        if (isReset(causes)) {
            if (isUnprocessed(causes)) {
                return FailureKind.H2_REFUSED;
            }
            boolean stale = attempt.isReused() && attempt.isDisconnected();
            return stale ? FailureKind.STALE_CONNECTION : FailureKind.H2_RESET;
        }
        if (isGarbage(causes)) {
            return FailureKind.BAD_RESPONSE;
        }
        if (isClosedWriter(trouble)) {
            Causes readers = causes.firstSuppressed();
            return readers != null && isGarbage(readers) ? FailureKind.BAD_RESPONSE : FailureKind.H2_RESET;
        }
        return isFailedWriteOfJdk(trouble) ? FailureKind.H2_RESET : null;
    }

    /** OkHttp's writer, once the connection's reader has closed it; from 4 on what the reader met is suppressed by it. */
    private static boolean isClosedWriter(Trouble trouble) {
        Causes causes = trouble.causes();
        return !trouble.isJavaNetHttp()
                && trouble.isHttp2()
                && causes.isHead(IOException.class)
                && causes.headSays().equals("closed");
    }

    /** OkHttp throws the last one where a connection had said goodbye before the stream began. */
    static boolean isUnprocessed(Causes causes) {
        return causes.say("stream was reset: REFUSED_STREAM")
                || causes.say("Stream not processed")
                || causes.say("request not processed by peer")
                || causes.hasNamed("ConnectionShutdownException");
    }

    /** OkHttp's reader names the error that the peer's frame is; the last two are the JDK's, on 11 and from 26 on. */
    private static boolean isGarbage(Causes causes) {
        return causes.isHead(IOException.class)
                && (causes.begin("FRAME_SIZE_ERROR")
                        || causes.begin("PROTOCOL_ERROR")
                        || causes.begin("Expected a connection header but was")
                        || causes.begin("protocol error: ")
                        || causes.begin("Frame type("));
    }

    /** The JDK's client says more wherever it speaks HTTP/1.1. The texts are the system's, of the C locale. */
    private static boolean isFailedWriteOfJdk(Trouble trouble) {
        Causes causes = trouble.causes();
        return trouble.isJavaNetHttp()
                && causes.isHead(IOException.class)
                && causes.isRoot(IOException.class)
                && (trouble.isHttp2()
                        || causes.headSays().equals("Broken pipe")
                        || causes.headSays().startsWith("Connection reset"));
    }
}
