package dev.detour.exchange;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The application's own span that was the current one where a call was made. Both it and the loader that knows its
 * library are held weakly: whoever is to end the span has it, and a call that hangs keeps no application in memory.
 */
public final class CallerSpan {
    private final Reference<Object> span;
    private final Reference<ClassLoader> loader;

    public CallerSpan(Object span, ClassLoader loader) {
        this.span = new WeakReference<>(span);
        this.loader = new WeakReference<>(loader);
    }

    /** Null where the application has forgotten it. */
    public @Nullable Object span() {
        return span.get();
    }

    public @Nullable ClassLoader loader() {
        return loader.get();
    }
}
