package dev.detour.telemetry;

import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OpenTelemetry's API as an application has it, spoken without being linked to it. */
final class SpanApi {
    /** Null where the JDK does not let us ask. */
    private static final @Nullable Method FIND_LOADED = findLoaded();

    private final @Nullable ClassLoader contextLoader;
    private volatile boolean inUse;
    private final Method current;
    private final Method isRecording;
    private final Method addEvent;
    private final Method setText;
    private final Method setNumber;
    private final Method builder;
    private final Method putText;
    private final Method putNumber;
    private final Method build;

    private SpanApi(ClassLoader loader) throws ReflectiveOperationException {
        contextLoader = Class.forName(context("Context"), false, loader).getClassLoader();
        Class<?> span = load(loader, "trace.Span");
        Class<?> attributes = load(loader, "common.Attributes");
        Class<?> attributesBuilder = load(loader, "common.AttributesBuilder");
        current = span.getMethod("current");
        isRecording = span.getMethod("isRecording");
        addEvent = span.getMethod("addEvent", String.class, attributes);
        setText = span.getMethod("setAttribute", String.class, String.class);
        setNumber = span.getMethod("setAttribute", String.class, long.class);
        builder = attributes.getMethod("builder");
        putText = attributesBuilder.getMethod("put", String.class, String.class);
        putNumber = attributesBuilder.getMethod("put", String.class, long.class);
        build = attributesBuilder.getMethod("build");
    }

    /** In pieces: the build renames our own copy of the library, and this one is not ours. */
    private static Class<?> load(ClassLoader loader, String name) throws ClassNotFoundException {
        return Class.forName(String.join(".", "io", "opentelemetry", "api", name), false, loader);
    }

    private static String context(String name) {
        return String.join(".", "io", "opentelemetry", "context", name);
    }

    @SuppressWarnings("NullAway") // what is not there is null
    private static @Nullable Method findLoaded() {
        try {
            Method find = ClassLoader.class.getDeclaredMethod("findLoadedClass", String.class);
            find.setAccessible(true);
            return find;
        } catch (ReflectiveOperationException | RuntimeException closed) {
            return null;
        }
    }

    /**
     * Whether the application has begun to use it. Whoever asks first for the current span fixes where spans are kept,
     * and what the application sets up for that afterwards counts no more: that is not to be us.
     */
    private boolean isInUse() {
        if (!inUse) {
            ClassLoader loader = contextLoader;
            inUse = loader == null
                    || FIND_LOADED == null
                    || invoke(FIND_LOADED, loader, context("LazyStorage")) != null;
        }
        return inUse;
    }

    /** The API that this loader knows; null where it knows none that we do. */
    static @Nullable SpanApi in(ClassLoader loader) {
        try {
            return new SpanApi(loader);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError notThere) {
            return null;
        }
    }

    /** The current span; null where there is none that is recorded. */
    @Nullable
    Object current() {
        Object span = isInUse() ? invoke(current, null) : null;
        return span != null && isRecording(span) ? span : null;
    }

    /** Whether anything that is noted in it is kept. */
    boolean isRecording(Object span) {
        return Boolean.TRUE.equals(invoke(isRecording, span));
    }

    void addEvent(Object span, String name, Event event, List<Event.Key> keys) {
        Object attributes = invoke(builder, null);
        if (attributes == null) {
            return;
        }
        for (Event.Key key : keys) {
            Object value = event.values().get(key);
            if (value != null) {
                invoke(value instanceof Long ? putNumber : putText, attributes, name(key), value);
            }
        }
        invoke(addEvent, span, name, invoke(build, attributes));
    }

    void setAttributes(Object span, Event event, List<Event.Key> keys) {
        for (Event.Key key : keys) {
            Object value = event.values().get(key);
            if (value != null) {
                invoke(value instanceof Long ? setNumber : setText, span, name(key), value);
            }
        }
    }

    private static String name(Event.Key key) {
        return "detour." + key.code();
    }

    private static @Nullable Object invoke(Method method, @Nullable Object target, @Nullable Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (ReflectiveOperationException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
