package dev.detour.client;

import java.security.AccessController;
import java.security.PrivilegedAction;
import org.jspecify.annotations.Nullable;

/** Loaders of classes, also where a SecurityManager lets the application not ask: our hooks run in its name. */
public final class Loaders {
    private Loaders() {}

    /** Null for the JVM's own. */
    @SuppressWarnings({"removal", "deprecation"}) // it is there on 11 and 17
    public static @Nullable ClassLoader of(Class<?> type) {
        return AccessController.doPrivileged((PrivilegedAction<@Nullable ClassLoader>) type::getClassLoader);
    }
}
