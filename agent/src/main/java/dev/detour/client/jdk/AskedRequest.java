package dev.detour.client.jdk;

import dev.detour.exchange.Asked;
import dev.detour.exchange.Origin;
import dev.detour.exchange.Url;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** An application's {@link HttpRequest} in the words of no client. */
final class AskedRequest implements Asked {
    static final String CLIENT = "java.net.http";
    private static final String VERSION = Runtime.version().toString();

    private final HttpRequest request;
    private final Url url;

    AskedRequest(HttpRequest request, Url url) {
        this.request = request;
        this.url = url;
    }

    HttpRequest request() {
        return request;
    }

    @Override
    public String client() {
        return CLIENT;
    }

    @Override
    public String clientVersion() {
        return VERSION;
    }

    @Override
    public String method() {
        return request.method();
    }

    @Override
    public Url url() {
        return url;
    }

    @Override
    public @Nullable String header(String name) {
        return FirstValue.of(request.headers(), name);
    }

    /** The client refuses a URI without a host. */
    @Override
    public boolean canCall(Origin origin) {
        return origin.isUri();
    }

    @Override
    public boolean isRepeatable() {
        return request.bodyPublisher().map(RepeatableBodies::isRepeatable).orElse(true);
    }

    @Override
    public long deadlineMillis() {
        return request.timeout().map(java.time.Duration::toMillis).orElse(0L);
    }

    /** So it is up to Java 25; from 26 on it holds for the body too, and ours, set in its place, does not. */
    @Override
    public boolean deadlineEndsWithHead() {
        return true;
    }
}
