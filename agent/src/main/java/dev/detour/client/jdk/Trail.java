package dev.detour.client.jdk;

import org.jspecify.annotations.Nullable;

/**
 * What the client does for one attempt, noted as it happens: references only, which are read if it fails. Written by the
 * client's threads, one after the other.
 */
final class Trail {
    private volatile @Nullable Object exchange;
    private volatile @Nullable Object request;
    private volatile boolean bodyBegun;
    private volatile boolean bodyWritten;

    /**
     * A request is about to be sent.
     *
     * @return whether it is the one that was sent before: the client repeats it by itself
     */
    boolean began(Object next, Object its) {
        boolean again = its == request;
        exchange = next;
        request = its;
        bodyBegun = false;
        bodyWritten = false;
        return again;
    }

    /** The client's {@code Exchange}, the last one; null before the first. */
    @Nullable
    Object exchange() {
        return exchange;
    }

    void beginBody() {
        bodyBegun = true;
    }

    void endBody() {
        bodyWritten = true;
    }

    /** Whether the client has asked for the first piece of the body. */
    boolean isBodyBegun() {
        return bodyBegun;
    }

    /** Whether the client has got the last piece of the body. */
    boolean isBodyWritten() {
        return bodyWritten;
    }
}
