package dev.detour.failure;

import dev.detour.exchange.Phase;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The head was there: what happened to the body. */
final class BodyRule {
    private static final String BAD_CHUNK = "Illegal character in chunk size";

    private BodyRule() {}

    static @Nullable FailureKind kindOf(Trouble trouble) {
        Causes causes = trouble.causes();
        if (!trouble.reached(Phase.HEADERS) && !isAmidBodyOfJdk(causes)) {
            return null;
        }
        if (isGarbled(causes)) {
            return FailureKind.BAD_RESPONSE;
        }
        if (Http2Rule.isReset(causes)) {
            return FailureKind.BODY_RESET;
        }
        if (isEnded(trouble)) {
            // On HTTP/2 OkHttp shows a closed connection as a reset stream: one fault, one code.
            return trouble.isHttp2() ? FailureKind.BODY_RESET : FailureKind.BODY_TRUNCATED;
        }
        boolean reset = causes.has(SocketException.class) || causes.has(SSLException.class) || isSystem(causes);
        return reset ? FailureKind.BODY_RESET : null;
    }

    /** What the JDK's HTTP/1.1 readers of bodies say, whatever the cause: they tell it where no phase does. */
    private static boolean isAmidBodyOfJdk(Causes causes) {
        return causes.begin("fixed content-length: ")
                || causes.begin("chunked transfer encoding, state: ")
                || causes.begin(BAD_CHUNK);
    }

    private static boolean isGarbled(Causes causes) {
        return (causes.has(ProtocolException.class) && !causes.begin("unexpected end of stream"))
                || causes.has(ZipException.class)
                || causes.begin("ID1ID2: actual")
                || causes.begin("CRC: actual")
                || causes.begin("ISIZE: actual")
                || causes.begin(BAD_CHUNK)
                || causes.begin("Invalid chunk header byte");
    }

    /** An end within TLS without its close_notify is an end; and the JDK shows some ends as a failed write of its own. */
    private static boolean isEnded(Trouble trouble) {
        Causes causes = trouble.causes();
        if (trouble.isReset() || isSystem(causes)) {
            return false;
        }
        return Broken.isEnded(trouble)
                || causes.say("close_notify")
                || (isAmidBodyOfJdk(causes) && causes.isRoot(IOException.class));
    }

    private static boolean isSystem(Causes causes) {
        return Broken.isSystemReset(causes);
    }
}
