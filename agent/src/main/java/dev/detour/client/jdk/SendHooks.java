package dev.detour.client.jdk;

import dev.detour.call.AsyncLoop;
import dev.detour.call.BlockingLoop;
import dev.detour.call.Call;
import dev.detour.call.Calls;
import dev.detour.call.Refused;
import dev.detour.call.Send;
import dev.detour.exchange.CallerSpan;
import dev.detour.exchange.Memo;
import dev.detour.exchange.Outcome;
import dev.detour.exchange.Url;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The two ways in: {@code send} and {@code sendAsync}. */
final class SendHooks {
    private final Calls calls;
    private final Internals internals;
    private final FailureFacts facts;
    private final Memo<Url, URI> uris = new Memo<>(url -> URI.create(url.toString()));

    SendHooks(Calls calls, Internals internals, FailureFacts facts) {
        this.calls = calls;
        this.internals = internals;
        this.facts = facts;
    }

    /**
     * {@code (client, request, handler, , , )}: the response or the exception of a routed call; null for any other. Without
     * the client afterwards where nobody is to be told how it has ended.
     */
    @Nullable
    Object send(@Nullable Object[] arguments) throws Throwable {
        if (isAttempt(arguments)) {
            return null;
        }
        return sendTyped((HttpClient) arguments[0], arguments[1], arguments[2]);
    }

    @SuppressWarnings("unchecked") // the compiler has checked what the application passes together
    private <T> @Nullable Object sendTyped(HttpClient client, Object request, Object handler) throws Throwable {
        AskedRequest asked = ours(request, handler);
        if (asked == null) {
            return null;
        }
        Call call = calls.open(asked);
        if (call == null) {
            return null;
        }
        Send first;
        try {
            first = call.first();
        } catch (Refused refused) {
            return refused.shown();
        }
        JdkSender<T> sender = new JdkSender<>(client, null, asked, (BodyHandler<T>) handler, null, call, facts, uris);
        try {
            return BlockingLoop.run(call, first, sender);
        } catch (Throwable forTheApplication) {
            return forTheApplication;
        }
    }

    /** A call that we make ourselves: one of the attempts of another, which tells. */
    private static boolean isAttempt(@Nullable Object[] arguments) {
        boolean ours = arguments[2] instanceof AttemptHandler;
        if (ours) {
            arguments[0] = null;
        }
        return ours;
    }

    /** {@code (client, request, handler, pushHandler, , )}: the future of a routed call; null for any other. */
    @Nullable
    Object sendAsync(@Nullable Object[] arguments) throws Throwable {
        if (isAttempt(arguments)) {
            return null;
        }
        return sendAsyncTyped((HttpClient) arguments[0], arguments[1], arguments[2], arguments[3]);
    }

    @SuppressWarnings("unchecked") // the compiler has checked what the application passes together
    private <T> @Nullable Object sendAsyncTyped(
            HttpClient client, Object request, Object handler, @Nullable Object pushHandler) throws Throwable {
        AskedRequest asked = ours(request, handler);
        if (asked == null) {
            return null;
        }
        Object facade = internals.facade(client);
        Call call = calls.open(asked);
        if (call == null) {
            return null;
        }
        Send first;
        try {
            first = call.first();
        } catch (Refused refused) {
            return CompletableFuture.failedFuture(refused.shown());
        }
        JdkSender<T> sender = new JdkSender<>(
                client,
                facade,
                asked,
                (BodyHandler<T>) handler,
                (PushPromiseHandler<T>) pushHandler,
                call,
                facts,
                uris);
        try {
            return AsyncLoop.start(call, first, sender);
        } catch (Throwable forTheApplication) {
            return forTheApplication;
        }
    }

    /**
     * What the application asks, where it is a call that a route may want: no attempt of our own, no WebSocket's
     * handshake (its builder is changed instead), nothing that the client itself will refuse.
     */
    private @Nullable AskedRequest ours(@Nullable Object request, @Nullable Object handler) throws Throwable {
        if (!(request instanceof HttpRequest) || handler == null) {
            return null;
        }
        HttpRequest asked = (HttpRequest) request;
        if (asked.uri() == null
                || asked.uri().getHost() == null
                || !calls.concerns(asked.uri().getHost())) {
            return null;
        }
        return isWebSocket(asked) ? null : asked(asked);
    }

    private AskedRequest asked(HttpRequest request) {
        return new AskedRequest(request, calls.url(request.uri().toString()));
    }

    private boolean isWebSocket(HttpRequest request) throws Throwable {
        return request.getClass().getName().equals("jdk.internal.net.http.HttpRequestImpl")
                && internals.isWebSocket(request);
    }

    /** {@code (client, request, handler, response, failure, start)} of a call that no route changed. */
    @Nullable
    Object sent(Object[] arguments) throws Throwable {
        if (isApplications(arguments)) {
            long started = (Long) arguments[5];
            HttpResponse<?> response = (HttpResponse<?>) arguments[3];
            observe((HttpRequest) arguments[1], response, (Throwable) arguments[4], started, calls::callersSpan);
        }
        return null;
    }

    /** {@code (client, request, handler, future, failure, start)} of a call that no route changed. */
    @Nullable
    Object sentAsync(Object[] arguments) throws Throwable {
        CompletableFuture<?> future = (CompletableFuture<?>) arguments[3];
        if (isApplications(arguments) && future != null) {
            HttpRequest request = (HttpRequest) arguments[1];
            long started = (Long) arguments[5];
            CallerSpan span = calls.callersSpan();
            future.whenComplete(
                    (response, failure) -> observe(request, (HttpResponse<?>) response, failure, started, () -> span));
        }
        return null;
    }

    private boolean isApplications(Object[] arguments) throws Throwable {
        return arguments[1] instanceof HttpRequest
                && !(arguments[2] instanceof AttemptHandler)
                && !isWebSocket((HttpRequest) arguments[1]);
    }

    private void observe(
            HttpRequest request,
            @Nullable HttpResponse<?> response,
            @Nullable Throwable failure,
            long started,
            Supplier<@Nullable CallerSpan> span) {
        if (failure != null) {
            calls.observe(
                    () -> asked(request),
                    Outcome.failed(failure),
                    started,
                    span.get(),
                    attempt -> FailureFacts.noteIssuer(attempt, failure));
        } else if (response != null && calls.observes(response.statusCode())) {
            calls.observe(
                    () -> asked(request),
                    Outcome.answered(response.statusCode(), name -> FirstValue.of(response.headers(), name)),
                    started,
                    span.get(),
                    attempt -> attempt.speaking(response.version() == HttpClient.Version.HTTP_2 ? "h2" : "http/1.1"));
        }
    }
}
