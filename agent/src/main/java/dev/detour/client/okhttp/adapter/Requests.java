package dev.detour.client.okhttp.adapter;

import dev.detour.call.Send;
import dev.detour.exchange.Url;
import dev.detour.route.Edits;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** Changes requests. What is right already stays the same object. */
final class Requests {
    private Requests() {}

    /**
     * The request as an attempt sends it.
     *
     * @throws IllegalArgumentException where the configuration says what HTTP cannot; no value is repeated
     */
    static Request routed(AskedCall asked, Send send) {
        Request request = asked.request();
        if (!send.target().equals(asked.url())) {
            Request.Builder builder = request.newBuilder().url(urlOf(send.target()));
            if (!send.target().origin().equals(asked.url().origin())) {
                // The application's own names the host that is no longer meant.
                builder.removeHeader("Host");
            }
            request = builder.build();
        }
        return edited(request, send.headers());
    }

    /** OkHttp's form of a URL. */
    static HttpUrl urlOf(Url url) {
        HttpUrl parsed = HttpUrl.parse(url.toString());
        if (parsed == null) {
            throw new IllegalArgumentException("OkHttp does not understand the URL " + url.withoutQuery());
        }
        return parsed;
    }

    static Request edited(Request request, Edits edits) {
        return edited(request, edits, name -> true);
    }

    /** Sets and removes headers, as far as their names are in. */
    static Request edited(Request request, Edits edits, Predicate<String> in) {
        Headers headers = request.headers();
        Request.Builder builder = null;
        for (String name : edits.remove()) {
            if (in.test(name) && headers.get(name) != null) {
                builder = (builder == null ? request.newBuilder() : builder).removeHeader(name);
            }
        }
        for (Map.Entry<String, String> edit : edits.set().entrySet()) {
            if (in.test(edit.getKey()) && !has(headers, edit.getKey(), edit.getValue())) {
                builder = set(builder == null ? request.newBuilder() : builder, edit.getKey(), edit.getValue());
            }
        }
        return builder == null ? request : builder.build();
    }

    private static boolean has(Headers headers, String name, String value) {
        List<String> values = headers.values(name);
        return values.size() == 1 && values.get(0).equals(value);
    }

    /** OkHttp 3 repeats a value that it refuses, which may be a secret. */
    private static Request.Builder set(Request.Builder builder, String name, String value) {
        try {
            return builder.header(name, value);
        } catch (IllegalArgumentException withTheValue) {
            throw new IllegalArgumentException("the route's value of the header " + name + " is not valid in HTTP");
        }
    }

    /** Without these names in its query. */
    static Request withoutQuery(Request request, Iterable<String> names) {
        HttpUrl.Builder builder = null;
        for (String name : names) {
            if (request.url().queryParameterNames().contains(name)) {
                builder = (builder == null ? request.url().newBuilder() : builder).removeAllQueryParameters(name);
            }
        }
        return builder == null
                ? request
                : request.newBuilder().url(builder.build()).build();
    }
}
