package dev.detour.client.okhttp;

/** The numbers by which OkHttp's advice calls the bridge. */
final class HookNumbers {
    static final int FIRST = 32;
    /**
     * A call comes to the interceptor that retries and follows redirects: all of ours happens here. Answered with what the
     * application gets, a response or a failure; {@code true}: left alone, but its end is to be told; null: left alone.
     */
    static final int CALL = 32;
    /** That has ended, for a call that we left alone. */
    static final int ENDED = 33;
    /** A request of it sets out: the first, or one that follows a redirect or a challenge. */
    static final int HOP = 34;
    /** The answer to a request that the hook above changed. */
    static final int HOP_DONE = 35;
    /** A request is about to be written. */
    static final int WIRE = 36;
    /** A connection, or its like in the pool, is to be looked for. */
    static final int ADDRESS = 37;
    /** A request of a call has failed: the first, or one that OkHttp makes of it by itself. */
    static final int HOP_FAILED = 38;
    /** A connection is to be made, to one of these addresses. */
    static final int ROUTES = 39;
    /** A HTTP/2 connection is made, with this interval of pings. */
    static final int PING = 40;
    /** A call has been made, and may be sent by another thread. */
    static final int NEW_CALL = 41;

    /** Whether a connection may have to be made otherwise than the application's client would: asked before {@link #ADDRESS}. */
    static final int CHANGES = 42;

    static final int LAST = 42;

    private HookNumbers() {}
}
