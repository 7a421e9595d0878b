package dev.detour.client.okhttp.adapter;

import dev.detour.call.BlockingLoop;
import dev.detour.call.Call;
import dev.detour.call.Calls;
import dev.detour.call.Refused;
import dev.detour.call.Send;
import dev.detour.client.okhttp.Adapter;
import dev.detour.client.okhttp.ChainCleaners;
import dev.detour.client.okhttp.IdleConnections;
import dev.detour.client.okhttp.Transit;
import dev.detour.client.okhttp.Transits;
import dev.detour.exchange.CallerSpan;
import dev.detour.exchange.Outcome;
import dev.detour.network.NameCheck;
import java.time.Duration;
import java.util.List;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/** The hooks, in terms of the OkHttp that this class is linked against. */
public final class OkHttpAdapter implements Adapter {
    private final Calls calls;
    private final AdapterParts parts;
    private final Hops hops;
    private final Addresses addresses;

    public OkHttpAdapter(
            Calls calls, Transits transits, ChainCleaners cleaners, IdleConnections idle, NameCheck names) {
        this.calls = calls;
        this.hops = new Hops(calls);
        this.addresses = new Addresses(calls, cleaners);
        this.parts = new AdapterParts(this, calls, transits, new FailureFacts(names), idle);
    }

    @Override
    public @Nullable Object call(Object chain, Object request, @Nullable CallerSpan span) {
        return call((Interceptor.Chain) chain, (Request) request, span);
    }

    private @Nullable Object call(Interceptor.Chain chain, Request request, @Nullable CallerSpan span) {
        Call call = null;
        AskedCall asked = null;
        if (calls.concerns(request.url().host())) {
            asked = asked(request, chain.call());
            call = calls.open(asked, span);
        }
        if (call == null || asked == null) {
            return parts.transits.current() == null ? null : outsideOfAttempts(chain, request);
        }
        Send first;
        CallSender sender;
        try {
            first = call.first();
            sender = new CallSender(parts, chain, asked, call, first);
        } catch (Refused refused) {
            return refused.shown();
        } catch (RuntimeException | Error fault) {
            call.ended();
            throw fault;
        }
        try {
            return BlockingLoop.run(call, first, sender);
        } catch (CallSender.Cancelled cancelled) {
            return cancelled.shown();
        } catch (Throwable forTheApplication) {
            return forTheApplication;
        }
    }

    private AskedCall asked(Request request, okhttp3.@Nullable Call call) {
        return new AskedCall(request, calls.url(request.url().toString()), call, parts.release);
    }

    /** A call that is made within an attempt, by an authenticator say, is none of its requests. */
    private Object outsideOfAttempts(Interceptor.Chain chain, Request request) {
        Transit outer = parts.transits.enter(null);
        try {
            return chain.proceed(request);
        } catch (Throwable forTheApplication) {
            return forTheApplication;
        } finally {
            parts.transits.restore(outer);
        }
    }

    @Override
    public void ended(
            Object request,
            @Nullable Object response,
            @Nullable Throwable failure,
            long startedNanos,
            @Nullable CallerSpan span) {
        if (failure == null && response != null && !calls.observes(((Response) response).code())) {
            return;
        }
        Outcome outcome = failure != null ? Outcome.failed(failure) : answered((Response) response);
        CallerSpan caller = span == null ? calls.callersSpan() : span;
        calls.observe(() -> asked((Request) request, null), outcome, startedNanos, caller, attempt -> {
            if (failure != null) {
                parts.facts.note(attempt, failure, false);
            }
        });
    }

    static Outcome answered(@Nullable Response response) {
        if (response == null) {
            throw new IllegalArgumentException("neither a response nor a failure");
        }
        return Outcome.answered(response.code(), new ReceivedHeaders(response.headers()));
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
    public @Nullable Object wire(Object chain, Object request, @Nullable Object carrier, Transit transit) {
        hops.note(parts.release.connection((Interceptor.Chain) chain, carrier), transit);
        return edited(request, transit);
    }

    @Override
    public @Nullable Object edited(Object request, Transit transit) {
        return changed(request, hops.wire((Request) request, transit));
    }

    @Override
    public @Nullable Runnable limit(Transit transit) {
        Duration limit = transit.send().network().timeouts().firstByte();
        Connection connection = (Connection) transit.connection();
        return limit == null || connection == null || OkHttpRelease.isHttp2(connection)
                ? null
                : FirstByteLimit.start(connection, limit, transit)::end;
    }

    private static @Nullable Object changed(Object before, Object after) {
        return before == after ? null : after;
    }

    @Override
    public boolean address(String host, int port, @Nullable Object[] parts, @Nullable Transit transit) {
        return addresses.change(host, port, parts, transit);
    }

    @Override
    public void refuse(@Nullable Object[] parts) {
        Addresses.refuse(parts);
    }

    @Override
    public Object callOf(Object chain) {
        return ((Interceptor.Chain) chain).call();
    }

    @Override
    public Object stop(Throwable failure) {
        return new GivenUp(failure);
    }

    @Override
    public void routes(List<?> routes, Transit transit) {
        if (!routes.isEmpty()) {
            hops.connecting((Route) routes.get(0), transit);
        }
    }
}
