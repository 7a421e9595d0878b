package dev.detour.client.okhttp;

import dev.detour.call.Calls;
import dev.detour.client.Hooks;
import dev.detour.client.NotSent;
import dev.detour.exchange.CallerSpan;
import dev.detour.exchange.WeakIdentityMap;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@link OkHttpAdvice} is answered: finds the adapter that knows this OkHttp, and the attempt that is under way. */
final class OkHttpHooks implements Hooks {
    private final Calls calls;
    private final Transits transits;
    private final Adapters adapters;

    /** By the call, which the dispatcher may run in a thread that knows nothing of the caller's. */
    private final WeakIdentityMap<Object, CallerSpan> spans = new WeakIdentityMap<>();

    OkHttpHooks(Calls calls, Transits transits, Adapters adapters) {
        this.calls = calls;
        this.transits = transits;
        this.adapters = adapters;
    }

    @Override
    public @Nullable Object call(int number, Object subject, Object more) {
        switch (number) {
            case HookNumbers.CALL:
                return call(subject, more);
            case HookNumbers.ENDED:
                ended(subject, (Object[]) more);
                return null;
            case HookNumbers.HOP:
                return hop(subject, more);
            case HookNumbers.WIRE:
                return wire(subject, (Object[]) more);
            case HookNumbers.CHANGES:
                return changesConnections();
            case HookNumbers.NEW_CALL:
                newCall(subject);
                return null;
            default:
                return seldom(number, subject, more);
        }
    }

    /** Once a connection, or where something is in the way. */
    private @Nullable Object seldom(int number, Object subject, Object more) {
        switch (number) {
            case HookNumbers.HOP_DONE:
                Object[] done = (Object[]) more;
                return adapterOf(subject).hopDone(done[0], done[1]);
            case HookNumbers.HOP_FAILED:
                hopFailed((Throwable) more);
                return null;
            case HookNumbers.ADDRESS:
                Object[] address = (Object[]) more;
                return address((Class<?>) subject, (String) address[0], (Integer) address[1], (Object[]) address[2]);
            case HookNumbers.ROUTES:
                routes((Class<?>) subject, (List<?>) more);
                return null;
            case HookNumbers.PING:
                return ping((Integer) subject);
            default:
                return null;
        }
    }

    @Override
    public @Nullable Object afterFault(int number, Object subject, Object more) {
        switch (number) {
            case HookNumbers.CALL:
                return true;
            case HookNumbers.HOP:
                return hopAnyway(subject, more);
            case HookNumbers.WIRE:
                return wireAnyway(subject, ((Object[]) more)[0]);
            case HookNumbers.CHANGES:
                return true;
            case HookNumbers.ADDRESS:
                return noAddress((Class<?>) subject, (Object[]) ((Object[]) more)[2]);
            default:
                return null;
        }
    }

    private void newCall(Object call) {
        CallerSpan span = calls.callersSpan();
        if (span != null) {
            spans.put(call, span);
        }
    }

    private @Nullable CallerSpan span(Adapter adapter, Object chain) {
        return spans.isEmpty() ? null : spans.get(adapter.callOf(chain));
    }

    private @Nullable Object call(Object chain, Object request) {
        Transit transit = transits.current();
        if (transit != null && transit.isOn(chain)) {
            return null;
        }
        Adapter adapter = adapters.covering(chain.getClass());
        Object result = adapter == null ? null : adapter.call(chain, request, span(adapter, chain));
        return result == null ? true : result;
    }

    /**
     * @param call {@code request, response, failure, start}
     */
    private void ended(Object chain, Object[] call) {
        Transit transit = transits.current();
        if (transit != null && transit.isOn(chain)) {
            return; // one of ours, where the hook before has failed
        }
        Adapter adapter = adapterOf(chain);
        adapter.ended(call[0], call[1], (Throwable) call[2], (Long) call[3], span(adapter, chain));
    }

    private @Nullable Object hop(Object chain, Object request) {
        Transit transit = transits.current();
        if (transit == null) {
            return null;
        }
        Throwable repeatedFor = transit.setsOut(request);
        if (repeatedFor != null) {
            if (transit.isStopped()) {
                return adapterOf(chain).stop(repeatedFor);
            }
            transit.repeats(repeatedFor);
        }
        if (transit.request() == request) {
            return null;
        }
        Adapter adapter = adapterOf(chain, transit);
        return transit.isOf(adapter.callOf(chain)) ? adapter.hop(request, transit) : null;
    }

    /** After a fault of that: credentials must not follow a redirect. */
    private @Nullable Object hopAnyway(Object chain, Object request) {
        Transit transit = transits.current();
        if (transit == null || transit.request() == request) {
            return null;
        }
        return orNotSent(chain, transit, adapter -> adapter.hop(request, transit));
    }

    private @Nullable Object orNotSent(Object chain, Transit transit, Function<Adapter, @Nullable Object> edit) {
        try {
            Adapter adapter = adapterOf(chain);
            return transit.isOf(adapter.callOf(chain)) ? edit.apply(adapter) : null;
        } catch (RuntimeException | LinkageError again) {
            return NotSent.because(NotSent.WITH_CREDENTIALS);
        }
    }

    private void hopFailed(Throwable failure) {
        Transit transit = transits.current();
        if (transit != null) {
            transit.failed(failure);
        }
    }

    private void routes(Class<?> type, List<?> routes) {
        Transit transit = transits.current();
        if (transit != null) {
            adapters.of(type).routes(routes, transit);
        }
    }

    /** The interval in the place of the application's own, in milliseconds; null: that one, where it is shorter. */
    private @Nullable Object ping(int own) {
        Transit transit = transits.current();
        Duration wanted = transit == null ? null : transit.send().network().keepAlive();
        if (wanted == null) {
            return null;
        }
        int millis = (int) Math.min(wanted.toMillis(), Integer.MAX_VALUE);
        return own > 0 && own <= millis ? null : millis;
    }

    /**
     * @param wire {@code request, carrier, limit}: the last is filled in where there is one
     */
    private @Nullable Object wire(Object chain, Object[] wire) {
        Transit transit = transits.current();
        if (transit == null) {
            return null;
        }
        Adapter adapter = adapterOf(chain, transit);
        if (!transit.isOf(adapter.callOf(chain))) {
            return null;
        }
        Object changed = adapter.wire(chain, wire[0], wire[1], transit);
        wire[2] = adapter.limit(transit);
        return changed;
    }

    /** After a fault of that: what network interceptors have added must go. */
    private @Nullable Object wireAnyway(Object chain, Object request) {
        Transit transit = transits.current();
        return transit == null ? null : orNotSent(chain, transit, adapter -> adapter.edited(request, transit));
    }

    /** Null: none of those that are made now need be looked at. */
    private @Nullable Object changesConnections() {
        if (!calls.rules().areConnectionsPlain()) {
            return true;
        }
        Transit transit = transits.current();
        boolean applications =
                transit == null || transit.send().network().proxy().isApplication();
        return applications ? null : true;
    }

    private @Nullable Object address(Class<?> type, String host, int port, Object[] parts) {
        return adapters.of(type).address(host, port, parts, transits.current()) ? parts : null;
    }

    /** After a fault of that: the path's proxy must not be gone past. */
    private @Nullable Object noAddress(Class<?> type, Object[] parts) {
        Transit transit = transits.current();
        if (transit == null || transit.send().network().proxy().servers().isEmpty()) {
            return null;
        }
        adapters.of(type).refuse(parts);
        return parts;
    }

    /** Nearly always that of the attempt itself. */
    private Adapter adapterOf(Object chain, Transit transit) {
        Adapter known = transit.adapterOf(chain);
        return known == null ? adapterOf(chain) : known;
    }

    private Adapter adapterOf(Object chain) {
        return adapters.of(chain.getClass());
    }
}
