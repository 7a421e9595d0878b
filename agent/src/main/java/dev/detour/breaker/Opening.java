package dev.detour.breaker;

import dev.detour.failure.FailureKind;
import java.io.IOException;
import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;

/**
 * What opened a breaker, and what calls get that it turns away: a new exception each, of the type and with the message of
 * the one behind it.
 *
 * <p>Of the application's own types it keeps none, lest it keep their loader alive: the nearest of the JDK's takes their
 * place, by which people catch.
 */
public final class Opening {
    private final FailureKind kind;
    private final Class<? extends IOException> type;
    private final @Nullable String message;

    private Opening(FailureKind kind, Class<? extends IOException> type, @Nullable String message) {
        this.kind = kind;
        this.type = type;
        this.message = message;
    }

    /**
     * By a failure.
     *
     * @param thrown what the client threw; null where an answer came
     */
    public static Opening by(FailureKind kind, @Nullable Throwable thrown) {
        if (thrown == null) {
            return new Opening(kind, IOException.class, kind.meaning());
        }
        return new Opening(kind, typeOf(thrown.getClass()), thrown.getMessage());
    }

    public FailureKind kind() {
        return kind;
    }

    /** For one call: nobody else gets it. */
    public IOException exception() {
        try {
            Constructor<? extends IOException> made = constructorOf(type);
            if (made != null) {
                return made.getParameterCount() == 0 ? made.newInstance() : made.newInstance(message);
            }
        } catch (ReflectiveOperationException | RuntimeException unwilling) {
            // what every caller can catch takes its place
        }
        return new IOException(message);
    }

    private static Class<? extends IOException> typeOf(Class<?> thrown) {
        for (Class<?> type = thrown; type != null; type = type.getSuperclass()) {
            if (IOException.class.isAssignableFrom(type) && isOfJdk(type) && constructorOf(type) != null) {
                return type.asSubclass(IOException.class);
            }
        }
        return IOException.class;
    }

    private static boolean isOfJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    private static @Nullable <T> Constructor<T> constructorOf(Class<T> type) {
        try {
            return type.getConstructor(String.class);
        } catch (NoSuchMethodException none) {
            try {
                return type.getConstructor();
            } catch (NoSuchMethodException noneEither) {
                return null;
            }
        }
    }
}
