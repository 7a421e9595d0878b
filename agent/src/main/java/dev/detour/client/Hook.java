package dev.detour.client;

import org.jspecify.annotations.Nullable;

/** Our side of a place in instrumented code. */
public interface Hook {
    /**
     * Called on the application's thread.
     *
     * @param arguments what the advice hands over
     * @return what the advice is to use instead of the client's own; null: the client goes on as without us. What it
     *     throws is counted, and {@link #afterFault} answers: an exception that is meant for the application is returned.
     */
    @Nullable
    Object call(Object[] arguments) throws Throwable;

    /**
     * Called where {@link #call} has thrown.
     *
     * @return as of that; null, unless to go on as without us would send a secret where it should not go: to the origin
     *     that a redirect names, or past the proxy of a path. What this throws is null, too: it does only what it must.
     */
    default @Nullable Object afterFault(Object[] arguments) throws Throwable {
        return null;
    }

    /** A hook with another for {@link #afterFault}. */
    static Hook of(Hook hook, Hook afterFault) {
        return new Hook() {
            @Override
            public @Nullable Object call(Object[] arguments) throws Throwable {
                return hook.call(arguments);
            }

            @Override
            public @Nullable Object afterFault(Object[] arguments) throws Throwable {
                return afterFault.call(arguments);
            }
        };
    }
}
