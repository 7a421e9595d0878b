package dev.detour.client.okhttp.adapter;

import dev.detour.call.BlockingLoop;
import dev.detour.call.Call;
import dev.detour.call.Calls;
import dev.detour.call.Send;
import dev.detour.client.okhttp.Adapter;
import dev.detour.client.okhttp.ChainCleaners;
import dev.detour.client.okhttp.Transit;
import dev.detour.client.okhttp.Transits;
import dev.detour.exchange.Outcome;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The hooks, in terms of the OkHttp that this class is linked against. */
public final class OkHttpAdapter implements Adapter {
    private final Calls calls;
    private final Transits transits;
    private final OkHttpRelease release = new OkHttpRelease();
    private final Hops hops;
    private final Addresses addresses;

    public OkHttpAdapter(Calls calls, Transits transits, ChainCleaners cleaners) {
        this.calls = calls;
        this.transits = transits;
        this.hops = new Hops(calls);
        this.addresses = new Addresses(calls, cleaners);
    }

    @Override
    public @Nullable Object call(Object chain, Object request) {
        return call((Interceptor.Chain) chain, (Request) request);
    }

    private @Nullable Object call(Interceptor.Chain chain, Request request) {
        Call call = null;
        AskedCall asked = null;
        if (calls.concerns(request.url().host())) {
            asked = new AskedCall(request, chain.call(), release);
            call = calls.open(asked);
        }
        if (call == null || asked == null) {
            return transits.current() == null ? null : outsideOfAttempts(chain, request);
        }
        Send first = call.first();
        CallSender sender = new CallSender(calls, transits, chain, asked, call, release, first);
        try {
            return BlockingLoop.run(call, first, sender);
        } catch (CallSender.Cancelled cancelled) {
            return cancelled.shown();
        } catch (Throwable forTheApplication) {
            return forTheApplication;
        }
    }

    /** A call that is made within an attempt, by an authenticator say, is none of its requests. */
    private Object outsideOfAttempts(Interceptor.Chain chain, Request request) {
        Transit outer = transits.enter(null);
        try {
            return chain.proceed(request);
        } catch (Throwable forTheApplication) {
            return forTheApplication;
        } finally {
            transits.restore(outer);
        }
    }

    @Override
    public void failed(Object request, @Nullable Object response, @Nullable Throwable failure) {
        Outcome outcome = failure != null ? Outcome.failed(failure) : answered((Response) response);
        calls.observe(() -> new AskedCall((Request) request, null, release), outcome);
    }

    static Outcome answered(@Nullable Response response) {
        if (response == null) {
            throw new IllegalArgumentException("neither a response nor a failure");
        }
        return Outcome.answered(response.code(), response::header);
    }

    @Override
    public @Nullable Object hop(Object request, Transit transit) {
        return changed(request, hops.hop((Request) request, transit.send()));
    }

    @Override
    public Object hopDone(Object response, Object asked) {
        return ((Response) response).newBuilder().request((Request) asked).build();
    }

    @Override
    public @Nullable Object wire(Object chain, Object request, Object[] arguments, Transit transit) {
        hops.note(release.connection((Interceptor.Chain) chain, arguments), transit);
        return changed(request, hops.wire((Request) request, transit.send()));
    }

    private static @Nullable Object changed(Object before, Object after) {
        return before == after ? null : after;
    }

    @Override
    public boolean address(String host, int port, @Nullable Object[] parts, @Nullable Transit transit) {
        return addresses.change(host, port, parts, transit);
    }

    @Override
    public Object callOf(Object chain) {
        return ((Interceptor.Chain) chain).call();
    }
}
