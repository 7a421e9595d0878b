package dev.detour.telemetry;

import dev.detour.exchange.CallerSpan;
import dev.detour.exchange.WeakIdentityMap;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the application has OpenTelemetry's API, what failed is noted in the span in which the call was made: an event
 * for each failure, and attributes once the call has ended.
 */
final class SpanEvents implements Listener {
    private static final List<Event.Key> NOTED = List.of(
            Event.Key.CALL,
            Event.Key.ROUTE,
            Event.Key.PATH,
            Event.Key.TARGET,
            Event.Key.ATTEMPT,
            Event.Key.KIND,
            Event.Key.STATUS,
            Event.Key.PHASE,
            Event.Key.ELAPSED_MS,
            Event.Key.DECISION,
            Event.Key.REASON,
            Event.Key.DELAY_MS,
            Event.Key.HINT);

    private static final List<Event.Key> OF_THE_CALL =
            List.of(Event.Key.CALL, Event.Key.ROUTE, Event.Key.PATH, Event.Key.ATTEMPTS, Event.Key.KIND);

    /**
     * By the application's loader, held weakly both: the API holds the loader. An application without the API has an
     * entry that is never cleared, so that it is not searched again.
     */
    private final WeakIdentityMap<ClassLoader, Reference<SpanApi>> known = new WeakIdentityMap<>();

    private final Reference<SpanApi> none = new WeakReference<>(null);

    /** The last loader that was found to know no API: most applications have one, and ask with every call. */
    private volatile Reference<ClassLoader> without = new WeakReference<>(null);

    /** The current span of this thread; null where there is none that is recorded. */
    @Nullable
    CallerSpan current() {
        ClassLoader loader = contextLoader();
        if (loader == null || without.get() == loader) {
            return null;
        }
        SpanApi api = api(loader);
        Object span = api == null ? null : api.current();
        return span == null ? null : new CallerSpan(span, loader);
    }

    /** Where a SecurityManager lets the application not ask, we do. */
    @SuppressWarnings({"removal", "deprecation"}) // of SecurityManager: it is there on 11 and 17
    private static @Nullable ClassLoader contextLoader() {
        try {
            return Thread.currentThread().getContextClassLoader();
        } catch (SecurityException forbidden) {
            return AccessController.doPrivileged((PrivilegedAction<@Nullable ClassLoader>)
                    () -> Thread.currentThread().getContextClassLoader());
        }
    }

    @Override
    public boolean mayWantSuccesses() {
        return false;
    }

    @Override
    public void call(Stage stage, CallReport report, Told told) {
        CallerSpan caller = report.span();
        if (caller == null) {
            return;
        }
        Object span = caller.span();
        ClassLoader loader = caller.loader();
        SpanApi api = span == null || loader == null ? null : api(loader);
        if (api != null && span != null && api.isRecording(span)) {
            Event event = told.event();
            api.addEvent(span, "detour." + event.name().code(), event, NOTED);
            if (stage.endsCall()) {
                api.setAttributes(span, event, OF_THE_CALL);
            }
        }
    }

    private @Nullable SpanApi api(ClassLoader loader) {
        Reference<SpanApi> before = known.get(loader);
        SpanApi api = before == null ? null : before.get();
        if (before == none) {
            without = new WeakReference<>(loader);
        }
        if (api != null || before == none) {
            return api;
        }
        SpanApi found = SpanApi.in(loader);
        known.put(loader, found == null ? none : new WeakReference<>(found));
        return found;
    }

    @Override
    public void breaker(BreakerReport report, Event event) {}

    @Override
    public void close() {}
}
