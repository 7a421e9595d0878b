package dev.detour.failure;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;

/** How a connection that is gone looks: closed by the peer, or cut. Text is the clients' and the JDK's own. */
final class Broken {
    /** The JDK's client read nothing at all; its cause says why. */
    static final String NOTHING_READ = "HTTP/1.1 header parser received no bytes";

    private Broken() {}

    /** In whichever way. */
    static boolean isBroken(Trouble trouble) {
        return isEnded(trouble) || trouble.causes().has(SocketException.class);
    }

    /**
     * In whichever way, where it is known that nothing but the connection can have failed: where it writes, the JDK shows
     * the system's text alone, in the system's language.
     */
    static boolean isCut(Trouble trouble) {
        return isBroken(trouble) || trouble.causes().isRoot(IOException.class);
    }

    /** Closed in order, as far as the exception shows. */
    static boolean isEnded(Trouble trouble) {
        Causes causes = trouble.causes();
        return causes.has(EOFException.class)
                || causes.has(ClosedChannelException.class)
                || causes.begin("unexpected end of stream")
                || (causes.begin(NOTHING_READ) && !trouble.isReset() && !isSystemReset(causes));
    }

    /** JDK 17 shows the system's own text below {@link #NOTHING_READ}, where that is the C locale's. */
    static boolean isSystemReset(Causes causes) {
        return causes.root() instanceof IOException && causes.rootSays().startsWith("Connection reset");
    }

    /** Whether bytes of an answer had come: the clients tell how far they were in the head. */
    static boolean isAmidHead(Causes causes) {
        String limit = causes.wordAfter("\\n not found: limit=");
        return causes.begin("parsing HTTP/1.1 ") || (limit != null && !limit.equals("0"));
    }
}
