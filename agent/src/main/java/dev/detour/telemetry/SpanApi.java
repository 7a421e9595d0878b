package dev.detour.telemetry;

import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OpenTelemetry's API as an application has it, spoken without being linked to it. */
final class SpanApi {
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
        Object span = invoke(current, null);
        return span != null && Boolean.TRUE.equals(invoke(isRecording, span)) ? span : null;
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
