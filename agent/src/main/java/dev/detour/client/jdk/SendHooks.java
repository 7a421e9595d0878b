package dev.detour.client.jdk;

import dev.detour.call.AsyncLoop;
import dev.detour.call.BlockingLoop;
import dev.detour.call.Call;
import dev.detour.call.Calls;
import dev.detour.call.Refused;
import dev.detour.call.Send;
import dev.detour.exchange.CallerSpan;
import dev.detour.exchange.Outcome;
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

    SendHooks(Calls calls, Internals internals, FailureFacts facts) {
        this.calls = calls;
        this.internals = internals;
        this.facts = facts;
    }

    /**
     * The response or the exception of a routed call; null for any other.
     *
     * @param call {@code request, handler, , , }; without the request afterwards where nobody is to be told how it has ended
     */
    @Nullable
    Object send(Object client, @Nullable Object[] call) throws Throwable {
        return isAttempt(call) ? null : sendTyped((HttpClient) client, call[0], call[1]);
    }

    @SuppressWarnings("unchecked") // the compiler has checked what the application passes together
    private <T> @Nullable Object sendTyped(HttpClient client, @Nullable Object request, @Nullable Object handler)
            throws Throwable {
        AskedRequest asked = ours(request);
        if (asked == null || handler == null) {
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
        JdkSender<T> sender = new JdkSender<>(client, null, asked, (BodyHandler<T>) handler, null, call, facts);
        try {
            return BlockingLoop.run(call, first, sender);
        } catch (Throwable forTheApplication) {
            return forTheApplication;
        }
    }

    /** A call that we make ourselves: one of the attempts of another, which tells. */
    private static boolean isAttempt(@Nullable Object[] call) {
        boolean ours = call[1] instanceof AttemptHandler;
        if (ours) {
            call[0] = null;
        }
        return ours;
    }

    /**
     * The future of a routed call; null for any other.
     *
     * @param call {@code request, handler, pushHandler, , }; as of {@link #send}
     */
    @Nullable
    Object sendAsync(Object client, @Nullable Object[] call) throws Throwable {
        return isAttempt(call) ? null : sendAsyncTyped((HttpClient) client, call[0], call[1], call[2]);
    }

    @SuppressWarnings("unchecked") // the compiler has checked what the application passes together
    private <T> @Nullable Object sendAsyncTyped(
            HttpClient client, @Nullable Object request, @Nullable Object handler, @Nullable Object pushHandler)
            throws Throwable {
        AskedRequest asked = ours(request);
        if (asked == null || handler == null) {
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
                client, facade, asked, (BodyHandler<T>) handler, (PushPromiseHandler<T>) pushHandler, call, facts);
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
    private @Nullable AskedRequest ours(@Nullable Object request) throws Throwable {
        if (!(request instanceof HttpRequest)) {
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

    /** {@code request, handler, response, failure, start} of a call that no route changed. */
    void sent(Object[] call) throws Throwable {
        if (isApplications(call)) {
            long started = (Long) call[4];
            HttpResponse<?> response = (HttpResponse<?>) call[2];
            observe((HttpRequest) call[0], response, (Throwable) call[3], started, calls::callersSpan);
        }
    }

    /** {@code request, handler, future, failure, start} of a call that no route changed. */
    void sentAsync(Object[] call) throws Throwable {
        CompletableFuture<?> future = (CompletableFuture<?>) call[2];
        if (isApplications(call) && future != null) {
            HttpRequest request = (HttpRequest) call[0];
            long started = (Long) call[4];
            CallerSpan span = calls.callersSpan();
            future.whenComplete(
                    (response, failure) -> observe(request, (HttpResponse<?>) response, failure, started, () -> span));
        }
    }

    private boolean isApplications(Object[] call) throws Throwable {
        return call[0] instanceof HttpRequest
                && !(call[1] instanceof AttemptHandler)
                && !isWebSocket((HttpRequest) call[0]);
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
                    Outcome.answered(response.statusCode(), new ReceivedHeaders(response.headers())),
                    started,
                    span.get(),
                    attempt -> attempt.speaking(response.version() == HttpClient.Version.HTTP_2 ? "h2" : "http/1.1"));
        }
    }
}
