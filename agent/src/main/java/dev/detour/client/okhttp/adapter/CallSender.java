package dev.detour.client.okhttp.adapter;

import dev.detour.call.BlockingSender;
import dev.detour.call.Call;
import dev.detour.call.Send;
import dev.detour.client.okhttp.Transit;
import dev.detour.exchange.Attempt;
import dev.detour.exchange.BodyStart;
import dev.detour.exchange.Outcome;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import okhttp3.Address;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/** Makes the attempts of one call, by letting the rest of its interceptors run once for each. */
final class CallSender implements BlockingSender<Response> {
    /** How late a cancelled call notices in a pause: OkHttp tells nobody who waits. */
    private static final long LONGEST_NAP_MILLIS = 20;

    private final AdapterParts parts;
    private final Interceptor.Chain chain;
    private final AskedCall asked;
    private final Call call;
    private final CallTimeout timeout;
    private final Send first;
    private final Request firstRequest;
    private @Nullable Transit last;

    /**
     * For one call. What is wrong with the route's rewriting comes out here, before anything is sent.
     */
    CallSender(AdapterParts parts, Interceptor.Chain chain, AskedCall asked, Call call, Send first) {
        this.parts = parts;
        this.chain = chain;
        this.asked = asked;
        this.call = call;
        this.first = first;
        this.firstRequest = parts.requests.routed(asked, first);
        this.timeout = CallTimeout.of(chain.call(), first.network().timeouts(), parts.release);
    }

    @Override
    public Response send(Send send) throws Exception {
        if (send.needsNewConnection()) {
            closeIdle();
        }
        leaveConnection(send);
        Request request = send == first ? firstRequest : parts.requests.routed(asked, send);
        ReadTimeouts reading = ReadTimeouts.of(chain, send.network().timeouts());
        Interceptor.Chain attempt = reading.apply(chain);
        Transit transit = new Transit(parts.adapter, chain.call(), attempt, request, send, hiddenSends());
        Transit outer = parts.transits.enter(transit);
        Response response;
        try {
            response = attempt.proceed(request);
        } catch (Exception failure) {
            throw noted(transit, failure);
        } finally {
            parts.transits.restore(outer);
            last = transit;
        }
        call.answered(send);
        return shown(response, transit, reading);
    }

    private int hiddenSends() {
        return last == null ? 0 : last.hiddenSends();
    }

    private @Nullable Connection lastConnection() {
        return last == null ? null : (Connection) last.connection();
    }

    /** The same exception, its facts noted; or what ends the loop without a word. */
    private Exception noted(Transit transit, Exception thrown) {
        Exception failure = FirstByteLimit.shown(GivenUp.shown(thrown), transit);
        boolean cancelled = chain.call().isCanceled() && !timeout.isOver();
        if (chain.call().isCanceled() && !cancelled) {
            expire(transit);
        }
        parts.facts.note(transit.send().attempt(), failure, !cancelled);
        Connection used = (Connection) transit.connection();
        if (used != null && parts.release.isGone(used)) {
            transit.send().attempt().disconnect();
        }
        if (cancelled) {
            throw new Cancelled(failure);
        }
        return failure;
    }

    /** OkHttp ends such a call with "Canceled", wherever it was: that shows in what its last request has ended with. */
    private void expire(Transit transit) {
        Attempt attempt = transit.send().attempt();
        attempt.expire();
        Throwable last = transit.failure();
        if (last != null) {
            parts.facts.note(attempt, last, false);
        }
    }

    /** Whatever else lies idle in the pool for that address is as old as the connection that was dead. */
    private void closeIdle() {
        Connection dead = lastConnection();
        if (dead == null) {
            return;
        }
        try {
            Address address = dead.route().address();
            Predicate<Object> isLike =
                    other -> ((Connection) other).route().address().equals(address);
            for (Object taken : parts.idle.take(dead, isLike)) {
                close(((Connection) taken).socket());
            }
        } catch (ReflectiveOperationException | RuntimeException | LinkageError otherRelease) {
            parts.calls.fault(otherRelease);
        }
    }

    /** Another path is another way, even to the same host. */
    private void leaveConnection(Send send) {
        Connection left = lastConnection();
        if (last == null || left == null || last.send().network().equals(send.network())) {
            return;
        }
        try {
            parts.idle.leave(chain.call(), left);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError otherRelease) {
            parts.calls.fault(otherRelease);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closedAlready) {
            // That is what is wanted.
        }
    }

    /** Whatever goes wrong here, the application gets its answer. */
    private Response shown(Response response, Transit transit, ReadTimeouts reading) {
        try {
            ResponseBody body = watched(response, transit);
            Response shown = parts.responses.shown(asked, response, transit, body);
            reading.headIsThere(shown, transit.connection());
            return shown;
        } catch (RuntimeException | LinkageError fault) {
            parts.calls.fault(fault);
            return response;
        }
    }

    /** Null where there is nothing to watch: after an upgrade or in a dialogue the body is not one to read. */
    private @Nullable ResponseBody watched(Response response, Transit transit) {
        ResponseBody body = response.body();
        return body == null
                        || response.code() == 101
                        || parts.release.isDuplex(asked.request().body())
                ? null
                : new WatchedBody(body, transit, chain.call(), timeout);
    }

    @Override
    public Outcome outcome(Response response) {
        Outcome head = Outcome.answered(response.code(), new ReceivedHeaders(response.headers()));
        return head.with(start(response, head));
    }

    /** Of an answer that may be a failure, what its body begins with. */
    private BodyStart start(Response response, Outcome head) {
        ResponseBody body = response.body();
        if (!(body instanceof WatchedBody)
                || asked.method().equals("HEAD")
                || !head.tellsInBody()
                || !((WatchedBody) body).isToBeRead(head)) {
            return BodyStart.UNSEEN;
        }
        return ((WatchedBody) body).start(response.header("Content-Encoding"), parts.readers);
    }

    /** OkHttp reads on for a tenth of a second, to keep the connection; then it gives it up. */
    @Override
    public void discard(Response response) {
        response.close();
    }

    @Override
    public void pause(long millis) throws IOException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = millis;
                left > 0 && !call.pauses().areCutShort();
                left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
            if (chain.call().isCanceled()) {
                if (timeout.isOver()) {
                    return; // to the next attempt, which OkHttp does not begin: the call's end is to be told
                }
                throw new IOException("Canceled");
            }
            nap(Math.min(left, LONGEST_NAP_MILLIS));
        }
    }

    private static void nap(long millis) throws InterruptedIOException {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** A call that its application cancelled: not a failure, and nothing follows. Passes by the loop. */
    static final class Cancelled extends Error {
        private static final long serialVersionUID = 1;

        private final Exception shown;

        Cancelled(Exception shown) {
            super(null, shown, false, false);
            this.shown = shown;
        }

        /** What the application gets. */
        Exception shown() {
            return shown;
        }
    }
}
