package dev.detour.failure;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Exceptions as documents write them: {@code net.ConnectException: null <- nio.channels.ClosedChannelException: null},
 * with {@code [suppressed io.IOException: text]} behind. The classes are the real ones where the JDK has them;
 * OkHttp's own have the same simple names here.
 */
final class Thrown {
    private static final Map<String, String> PACKAGES = Map.of(
            "net.", "java.net.",
            "io.", "java.io.",
            "ssl.", "javax.net.ssl.",
            "nio.", "java.nio.",
            "http.", "java.net.http.",
            "cert.", "java.security.cert.",
            "validator.", "sun.security.validator.",
            "certpath.", "sun.security.provider.certpath.",
            "concurrent.", "java.util.concurrent.",
            "ok.", "dev.detour.failure.Thrown$");

    private Thrown() {}

    static Throwable parse(String text) throws ReflectiveOperationException {
        String[] parts = text.split(" \\[suppressed ", 2);
        Throwable thrown = chain(List.of(parts[0].split(" <- ")));
        if (parts.length == 2) {
            thrown.addSuppressed(chain(List.of(parts[1].substring(0, parts[1].length() - 1))));
        }
        return thrown;
    }

    private static Throwable chain(List<String> texts) throws ReflectiveOperationException {
        Throwable cause = texts.size() == 1 ? null : chain(texts.subList(1, texts.size()));
        int colon = texts.get(0).indexOf(": ");
        String message = texts.get(0).substring(colon + 2);
        Class<?> type = type(texts.get(0).substring(0, colon));
        return create(type, message.equals("null") ? null : message, cause);
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        int dot = name.indexOf('.');
        String shortened = name.substring(0, dot + 1);
        return Class.forName(PACKAGES.getOrDefault(shortened, shortened) + name.substring(dot + 1));
    }

    private static Throwable create(Class<?> type, @Nullable String message, @Nullable Throwable cause)
            throws ReflectiveOperationException {
        if (has(type, String.class, Throwable.class)) {
            return (Throwable)
                    type.getConstructor(String.class, Throwable.class).newInstance(message, cause);
        }
        Throwable thrown = has(type, String.class)
                ? (Throwable) type.getConstructor(String.class).newInstance(message)
                : (Throwable) type.getConstructor().newInstance();
        return cause == null ? thrown : thrown.initCause(cause);
    }

    private static boolean has(Class<?> type, Class<?>... parameters) {
        return Arrays.stream(type.getConstructors())
                .anyMatch(constructor -> Arrays.equals(constructor.getParameterTypes(), parameters));
    }

    /** In place of okhttp3.internal.http2.StreamResetException, which no public API makes. */
    public static final class StreamResetException extends java.io.IOException {
        private static final long serialVersionUID = 1;

        public StreamResetException(String message) {
            super(message);
        }
    }

    /** In place of okhttp3.internal.http2.ConnectionShutdownException. */
    public static final class ConnectionShutdownException extends java.io.IOException {
        private static final long serialVersionUID = 1;

        public ConnectionShutdownException() {}
    }
}
