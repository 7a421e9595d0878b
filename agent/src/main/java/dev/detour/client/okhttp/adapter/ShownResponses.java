package dev.detour.client.okhttp.adapter;

import dev.detour.call.Calls;
import dev.detour.call.Send;
import dev.detour.client.okhttp.Transit;
import dev.detour.exchange.Url;
import dev.detour.route.CredentialRule;
import dev.detour.route.Edits;
import java.util.LinkedHashSet;
import java.util.Set;
import okhttp3.Headers;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * Turns an attempt's response into the one that the application sees. {@code request()} is what it asked; after a
 * redirect, the URL that it would have been sent to without the route, or the URL itself where that has left the path's
 * base. Headers of the route's are never shown. {@code networkResponse()} and {@code cacheResponse()} stay as they were
 * on the wire.
 */
final class ShownResponses {
    private final Calls calls;

    ShownResponses(Calls calls) {
        this.calls = calls;
    }

    /**
     * The shown one.
     *
     * @param body in the place of the response's own; null: that
     */
    Response shown(AskedCall asked, Response response, Transit transit, @Nullable ResponseBody body) {
        Response prior = response.priorResponse();
        boolean first = prior == null && isAsSent(response.request(), transit);
        if (first && body != null) { // as nearly always
            return AnsweredResponses.of(asked.request(), response, body);
        }
        Response.Builder builder = response.newBuilder()
                .request(first ? asked.request() : shown(asked, response.request(), transit.send()));
        if (prior != null) {
            builder.priorResponse(shown(asked, prior, transit, null));
        }
        if (body != null) {
            builder.body(body);
        }
        return builder.build();
    }

    private static boolean isAsSent(Request request, Transit transit) {
        Request sent = (Request) transit.request();
        return request == sent
                || (request.url().equals(sent.url()) && request.method().equals(sent.method()));
    }

    private Request shown(AskedCall asked, Request request, Send send) {
        Url url = Url.parse(request.url().toString());
        Url restored = send.restore(url);
        boolean sameOrigin = url.origin().equals(send.target().origin());
        Headers headers =
                sameOrigin ? restored(asked, request, send.headers()) : withoutCredentials(request, url, send);
        Request.Builder builder = request.newBuilder().headers(headers);
        if (restored != null) {
            builder.url(restored.equals(asked.url()) ? asked.request().url() : Requests.urlOf(restored));
        }
        return builder.build();
    }

    /** What the route has set or removed is as the application had it. */
    private static Headers restored(AskedCall asked, Request request, Edits edits) {
        Set<String> names = new LinkedHashSet<>(edits.set().keySet());
        names.addAll(edits.remove());
        Headers.Builder headers = request.headers().newBuilder();
        for (String name : names) {
            headers.removeAll(name);
            for (String value : asked.request().headers().values(name)) {
                headers.add(name, value);
            }
        }
        return headers.build();
    }

    private Headers withoutCredentials(Request request, Url url, Send send) {
        Edits edits = CredentialRule.redirectHeaders(
                send.path().path(),
                send.target().origin(),
                url.origin(),
                calls.rules().credentialHeaders());
        return Requests.edited(request, edits).headers();
    }
}
