package dev.detour.client.okhttp;

import dev.detour.call.Calls;
import dev.detour.client.Change;
import dev.detour.client.Client;
import dev.detour.client.Coverage;
import dev.detour.client.Hook;
import dev.detour.client.NotSent;
import dev.detour.exchange.CallerSpan;
import dev.detour.exchange.WeakIdentityMap;
import dev.detour.weave.Methods;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * OkHttp, 3.12 to 5, in as many loaders and releases at once as an application has.
 *
 * <p>Our loop stands where OkHttp's own interceptor for retries and redirects is reached. Interceptors of the
 * application run once a call, before it, and see the URL that the application asked for; what they add is subject to
 * the route. Cookies, the cache and network interceptors come behind it, once an attempt, and see the URL as it is sent.
 * The dispatcher, its limit of calls a host, {@code Call.request()} and event listeners' {@code callStart} know the
 * application's host.
 */
public final class OkHttpClients implements Client {
    private final Transits transits;
    private final Adapters adapters;
    private final Calls calls;

    /** By the call, which the dispatcher may run in a thread that knows nothing of the caller's. */
    private final WeakIdentityMap<Object, CallerSpan> spans = new WeakIdentityMap<>();

    /**
     * For the OkHttp of every loader.
     *
     * @param opener for an OkHttp that is a named module
     */
    public OkHttpClients(Calls calls, ModuleOpener opener, Coverage coverage) {
        this(calls, opener, coverage, new Transits());
    }

    private OkHttpClients(Calls calls, ModuleOpener opener, Coverage coverage, Transits transits) {
        this(calls, transits, new Adapters(calls, transits, opener, coverage));
    }

    OkHttpClients(Calls calls, Transits transits, Adapters adapters) {
        this.calls = calls;
        this.transits = transits;
        this.adapters = adapters;
    }

    @Override
    public List<Change> changes() {
        return List.of(
                new Change(
                        "okhttp3/internal/http/RealInterceptorChain",
                        // In 3.x proceed(Request) calls one that takes more, and so do interceptors: that one sees all.
                        Methods.named("proceed").taking(0, "okhttp3/Request").widest(),
                        OkHttpAdvice.Proceed.class),
                new Change(
                                "okhttp3/OkHttpClient",
                                Methods.named("newCall").taking(0, "okhttp3/Request"),
                                OkHttpAdvice.NewCall.class)
                        .orWithout(),
                new Change("okhttp3/Address", Methods.constructors().taking(12), OkHttpAdvice.Address.class),
                new Change(
                                "okhttp3/internal/connection/RouteSelector$Selection",
                                Methods.constructors().taking(1),
                                OkHttpAdvice.Selection.class)
                        .orWithout(),
                new Change(
                                "okhttp3/internal/http2/Http2Connection$Builder",
                                Methods.named("pingIntervalMillis").taking(1),
                                OkHttpAdvice.Ping.class)
                        .orWithout());
    }

    @Override
    public Map<Integer, Hook> hooks() {
        Map<Integer, Hook> hooks = new HashMap<>();
        hooks.put(HookNumbers.CALL, this::call);
        hooks.put(HookNumbers.ENDED, this::ended);
        hooks.put(HookNumbers.HOP, Hook.of(this::hop, this::hopAnyway));
        hooks.put(HookNumbers.HOP_DONE, this::hopDone);
        hooks.put(HookNumbers.WIRE, Hook.of(this::wire, this::wireAnyway));
        hooks.put(HookNumbers.ADDRESS, Hook.of(this::address, this::noAddress));
        hooks.put(HookNumbers.CHANGES, Hook.of(nothing -> changesConnections(), nothing -> true));
        hooks.put(HookNumbers.HOP_FAILED, this::hopFailed);
        hooks.put(HookNumbers.ROUTES, this::routes);
        hooks.put(HookNumbers.PING, this::ping);
        hooks.put(HookNumbers.NEW_CALL, this::newCall);
        hooks.put(HookNumbers.WIRED, Hook.of(this::wired, this::wired));
        return hooks;
    }

    /** {@code (chain, request, , , )}: without the chain afterwards where nobody is to be told how it has ended. */
    @SuppressWarnings("NullAway") // the way to say so
    private @Nullable Object call(@Nullable Object[] arguments) {
        Transit transit = transits.current();
        if (transit != null && transit.isOn(arguments[0])) {
            arguments[0] = null;
            return null;
        }
        Adapter adapter = adapterOf(arguments[0]);
        return adapters.cover(arguments[0].getClass())
                ? adapter.call(arguments[0], arguments[1], span(adapter, arguments[0]))
                : null;
    }

    /** {@code (call)}. */
    private @Nullable Object newCall(Object[] arguments) {
        CallerSpan span = calls.callersSpan();
        if (span != null) {
            spans.put(arguments[0], span);
        }
        return null;
    }

    private @Nullable CallerSpan span(Adapter adapter, Object chain) {
        return spans.isEmpty() ? null : spans.get(adapter.callOf(chain));
    }

    /** {@code (chain, request, response, failure, start)}. */
    private @Nullable Object ended(Object[] arguments) {
        Transit transit = transits.current();
        if (transit != null && transit.isOn(arguments[0])) {
            return null; // one of ours, where the hook before has failed
        }
        Adapter adapter = adapterOf(arguments[0]);
        CallerSpan span = span(adapter, arguments[0]);
        adapter.ended(arguments[1], arguments[2], (Throwable) arguments[3], (Long) arguments[4], span);
        return null;
    }

    /** {@code (chain, request)}. */
    private @Nullable Object hop(Object[] arguments) {
        Transit transit = transits.current();
        if (transit == null) {
            return null;
        }
        if (transit.isStopped(arguments[1])) {
            return adapterOf(arguments[0]).stop(transit);
        }
        if (transit.request() == arguments[1]) {
            return null;
        }
        Adapter adapter = adapterOf(arguments[0]);
        return transit.isOf(adapter.callOf(arguments[0])) ? adapter.hop(arguments[1], transit) : null;
    }

    /** After a fault: {@code (chain, request)}. Credentials must not follow a redirect. */
    private @Nullable Object hopAnyway(Object[] arguments) {
        Transit transit = transits.current();
        if (transit == null || transit.request() == arguments[1]) {
            return null;
        }
        return orNotSent(arguments[0], transit, adapter -> adapter.hop(arguments[1], transit));
    }

    private @Nullable Object orNotSent(Object chain, Transit transit, Function<Adapter, @Nullable Object> edit) {
        try {
            Adapter adapter = adapterOf(chain);
            return transit.isOf(adapter.callOf(chain)) ? edit.apply(adapter) : null;
        } catch (RuntimeException | LinkageError again) {
            return NotSent.because(NotSent.WITH_CREDENTIALS);
        }
    }

    /** {@code (chain, failure)}. */
    private @Nullable Object hopFailed(Object[] arguments) {
        Transit transit = transits.current();
        if (transit != null) {
            transit.failed((Throwable) arguments[1]);
        }
        return null;
    }

    /** {@code (class, routes)}. */
    private @Nullable Object routes(Object[] arguments) {
        Transit transit = transits.current();
        if (transit != null) {
            adapters.of((Class<?>) arguments[0]).routes((List<?>) arguments[1], transit);
        }
        return null;
    }

    /** {@code (millis)}: the interval in its place; null: that one. An application's own that is shorter stays. */
    private @Nullable Object ping(Object[] arguments) {
        Transit transit = transits.current();
        Duration wanted = transit == null ? null : transit.send().network().keepAlive();
        if (wanted == null) {
            return null;
        }
        int own = (Integer) arguments[0];
        int millis = (int) Math.min(wanted.toMillis(), Integer.MAX_VALUE);
        return own > 0 && own <= millis ? null : millis;
    }

    /** {@code (chain, response, request)}. */
    private Object hopDone(Object[] arguments) {
        return adapterOf(arguments[0]).hopDone(arguments[1], arguments[2]);
    }

    /** {@code (chain, request, carrier, limit)}: the last is filled in where there is one. */
    private @Nullable Object wire(Object[] arguments) {
        Transit transit = transits.current();
        if (transit == null) {
            return null;
        }
        Adapter adapter = adapterOf(arguments[0]);
        if (!transit.isOf(adapter.callOf(arguments[0]))) {
            return null;
        }
        Object changed = adapter.wire(arguments[0], arguments[1], arguments[2], transit);
        arguments[3] = adapter.limit(transit);
        return changed;
    }

    /** After a fault: {@code (chain, request, carrier, limit)}. What network interceptors have added must go. */
    private @Nullable Object wireAnyway(Object[] arguments) {
        Transit transit = transits.current();
        return transit == null
                ? null
                : orNotSent(arguments[0], transit, adapter -> adapter.edited(arguments[1], transit));
    }

    /** {@code (limit)}. After a fault, too: a limit that goes on would end a body that is under way. */
    private @Nullable Object wired(Object[] arguments) {
        Transit transit = transits.current();
        boolean over = ((BooleanSupplier) arguments[0]).getAsBoolean();
        if (over && transit != null) {
            transit.finish();
        }
        return null;
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

    /** {@code (class, host, port, parts)}. */
    private @Nullable Object address(Object[] arguments) {
        Object[] parts = (Object[]) arguments[3];
        boolean changed = adapters.of((Class<?>) arguments[0])
                .address((String) arguments[1], (Integer) arguments[2], parts, transits.current());
        return changed ? parts : null;
    }

    /** After a fault: {@code (class, host, port, parts)}. The path's proxy must not be gone past. */
    private @Nullable Object noAddress(Object[] arguments) {
        Transit transit = transits.current();
        if (transit == null || transit.send().network().proxy().servers().isEmpty()) {
            return null;
        }
        Object[] parts = (Object[]) arguments[3];
        adapters.of((Class<?>) arguments[0]).refuse(parts);
        return parts;
    }

    private Adapter adapterOf(Object chain) {
        return adapters.of(chain.getClass());
    }

    @Override
    public int firstHook() {
        return HookNumbers.FIRST;
    }

    @Override
    public int lastHook() {
        return HookNumbers.LAST;
    }

    @Override
    public void close() {
        adapters.close();
    }
}
