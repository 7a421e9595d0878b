package dev.detour.failure;

import org.jspecify.annotations.Nullable;

/**
 * An answer that java.net.http loses by itself: while a connection goes from its pool to a call, what comes in is taken
 * for something that nobody asked for, and the connection is closed (JDK-8338569, JDK-8357639; seen with 64 calls at once,
 * one in a hundred thousand, on Java 17, 21 and 25, not on 26).
 */
final class LostAnswer {
    static final String HINT =
            "Java's HTTP client closed this connection itself, and may have lost an answer with it, as it does now and then"
                    + " when many calls are under way (JDK-8357639): nothing on the way is at fault. Java 26 no longer does.";

    private LostAnswer() {}

    /** Whether the messages of an exception say so: up to Java 24, and from 25 on. */
    static boolean isIn(@Nullable String messages) {
        return messages != null
                && (messages.contains("connection closed locally") || messages.contains("Data received while in pool"));
    }
}
