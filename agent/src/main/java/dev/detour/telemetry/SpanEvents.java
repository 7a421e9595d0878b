package dev.detour.telemetry;

import dev.detour.exchange.WeakIdentityMap;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the application has OpenTelemetry's API, what failed is noted in its current span: an event for each failure, and
 * attributes once the call has ended. The current span is that of the thread that finds the failure out, so calls that
 * block have one; what a client's own threads find out has none.
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

    @Override
    public boolean wantsSuccesses() {
        return false;
    }

    @Override
    public void call(Stage stage, CallReport report, Supplier<Event> event) {
        if (stage == Stage.CALL_SUCCEEDED) {
            return;
        }
        SpanApi api = api();
        Object span = api == null ? null : api.current();
        if (api != null && span != null) {
            Event told = event.get();
            api.addEvent(span, "detour." + told.name().code(), told, NOTED);
            if (stage.endsCall()) {
                api.setAttributes(span, told, OF_THE_CALL);
            }
        }
    }

    private @Nullable SpanApi api() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        if (loader == null) {
            return null;
        }
        Reference<SpanApi> before = known.get(loader);
        SpanApi api = before == null ? null : before.get();
        if (api != null || before == none) {
            return api;
        }
        SpanApi found = SpanApi.in(loader);
        known.put(loader, found == null ? none : new WeakReference<>(found));
        return found;
    }

    @Override
    public void breaker(Event.Name name, BreakerReport report, Supplier<Event> event) {}

    @Override
    public void close() {}
}
