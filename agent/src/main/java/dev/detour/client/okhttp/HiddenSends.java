package dev.detour.client.okhttp;

/**
 * How often OkHttp has sent one call again by itself. Where a server gives up every stream, OkHttp 3 does that without a
 * pause and without an end.
 */
public final class HiddenSends {
    /** Each of the five idle connections that OkHttp's pool keeps may be stale; what comes after that is a storm. */
    static final int MOST = 5;

    private int count;

    void count() {
        count++;
    }

    boolean areTooMany() {
        return count >= MOST;
    }
}
