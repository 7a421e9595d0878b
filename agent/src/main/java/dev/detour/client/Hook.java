package dev.detour.client;

import org.jspecify.annotations.Nullable;

/** Our side of a place in instrumented code. */
public interface Hook {
    /**
     * Called on the application's thread.
     *
     * @param arguments what the advice hands over
     * @return what the advice is to use instead of the client's own; null: the client goes on as without us. What it
     *     throws is counted and treated as null: an exception that is meant for the application is returned.
     */
    @Nullable
    Object call(Object[] arguments) throws Throwable;

    /**
     * Called where {@link #call} has thrown, for hooks that keep secrets back: such a one withholds what it can judge no
     * more. The same arguments and the same answers; for all others the client goes on as without us.
     */
    default @Nullable Object failed(Object[] arguments) throws Throwable {
        return null;
    }
}
