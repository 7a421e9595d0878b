package dev.detour.exchange;

import org.jspecify.annotations.Nullable;

/** What the application asked for, in the words of no client. Read on the calling thread. */
public interface Asked {
    /** {@code java.net.http} or {@code okhttp}. */
    String client();

    /** The client's own version, as {@code 17.0.15} or {@code 4.12.0}. */
    String clientVersion();

    /** The method, upper case. */
    String method();

    Url url();

    /** The first value of a header, by its name in any case; null where there is none. */
    @Nullable
    String header(String name);

    /** Whether the body, if there is one, can be produced again: no one-shot, no drained stream, no duplex. */
    boolean isRepeatable();

    /** Whether the client can call this origin. */
    default boolean canCall(Origin origin) {
        return true;
    }

    /** Milliseconds that the application itself gives the whole call; 0 where it sets no limit. */
    long deadlineMillis();

    /** Whether that limit is over once the answer's head is there, and does not hold for the body. */
    default boolean deadlineEndsWithHead() {
        return false;
    }
}
