package dev.detour.client;

import org.jspecify.annotations.Nullable;

/** Our side of the places in a client's instrumented code. */
public interface Hooks {
    /**
     * Called on the application's thread.
     *
     * @param number which place it is
     * @param subject what it is about, as the advice there says
     * @param more what else the advice hands over: one thing, or an array of several; nothing to be looked at where the
     *     place has no more to say
     * @return what the advice is to use instead of the client's own; null: the client goes on as without us. What it
     *     throws is counted, and {@link #afterFault} answers: an exception that is meant for the application is returned.
     */
    @Nullable
    Object call(int number, Object subject, Object more) throws Throwable;

    /**
     * Called where {@link #call} has thrown.
     *
     * @return as of that; null, unless to go on as without us would send a secret where it should not go: to the origin
     *     that a redirect names, or past the proxy of a path. What this throws is null, too: it does only what it must.
     */
    @Nullable
    Object afterFault(int number, Object subject, Object more) throws Throwable;
}
