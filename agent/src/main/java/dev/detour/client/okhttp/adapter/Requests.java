package dev.detour.client.okhttp.adapter;

import dev.detour.call.Send;
import dev.detour.exchange.Memo;
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
    private final Memo<Url, HttpUrl> urls = new Memo<>(Requests::urlOf, Url::length);

    /**
     * The request as an attempt sends it.
     *
     * @throws IllegalArgumentException where the configuration says what HTTP cannot; no value is repeated
     */
    Request routed(AskedCall asked, Send send) {
        Request request = asked.request();
        Url target = send.target();
        if (target.equals(asked.url())) {
            return edited(request, send.headers());
        }
        // One with a query, which may be a secret, is not remembered.
        HttpUrl url = target.query() == null ? urls.of(target) : urlOf(target);
        Request.Builder builder = request.newBuilder().url(url);
        if (!target.origin().equals(asked.url().origin())) {
            // The application's own names the host that is no longer meant.
            builder.removeHeader("Host");
        }
        return edit(builder, send.headers()).build();
    }

    private static Request.Builder edit(Request.Builder builder, Edits edits) {
        List<String> removed = edits.removedInOrder();
        for (int i = 0; i < removed.size(); i++) {
            builder.removeHeader(removed.get(i));
        }
        List<Map.Entry<String, String>> set = edits.setInOrder();
        for (int i = 0; i < set.size(); i++) {
            set(builder, set.get(i).getKey(), set.get(i).getValue());
        }
        return builder;
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
        List<String> removed = edits.removedInOrder();
        for (int i = 0; i < removed.size(); i++) {
            String name = removed.get(i);
            if (in.test(name) && headers.get(name) != null) {
                builder = (builder == null ? request.newBuilder() : builder).removeHeader(name);
            }
        }
        List<Map.Entry<String, String>> set = edits.setInOrder();
        for (int i = 0; i < set.size(); i++) {
            Map.Entry<String, String> edit = set.get(i);
            if (in.test(edit.getKey()) && !has(headers, edit.getKey(), edit.getValue())) {
                builder = set(builder == null ? request.newBuilder() : builder, edit.getKey(), edit.getValue());
            }
        }
        return builder == null ? request : builder.build();
    }

    private static boolean has(Headers headers, String name, String value) {
        int others = 0;
        int same = 0;
        for (int i = 0; i < headers.size(); i++) {
            if (headers.name(i).equalsIgnoreCase(name)) {
                boolean equal = headers.value(i).equals(value);
                same += equal ? 1 : 0;
                others += equal ? 0 : 1;
            }
        }
        return same == 1 && others == 0;
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
