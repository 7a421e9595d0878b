package dev.detour.client.okhttp;

import dev.detour.call.Calls;
import dev.detour.client.Change;
import dev.detour.client.Client;
import dev.detour.client.Coverage;
import dev.detour.client.Hooks;
import dev.detour.weave.Methods;
import java.util.List;

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
    public Hooks hooks() {
        return new OkHttpHooks(calls, transits, adapters);
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
