package dev.detour.call;

import dev.detour.exchange.Asked;
import dev.detour.exchange.Origin;
import dev.detour.exchange.Url;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request of an application that is nobody's. */
final class FakeAsked implements Asked {
    private final String method;
    private final boolean repeatable;
    private final Map<String, String> headers;

    FakeAsked(String method) {
        this(method, true, Map.of());
    }

    FakeAsked(String method, boolean repeatable, Map<String, String> headers) {
        this.method = method;
        this.repeatable = repeatable;
        this.headers = headers;
    }

    @Override
    public String client() {
        return "fake";
    }

    @Override
    public String clientVersion() {
        return "1";
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public Url url() {
        return Url.parse("https://api.example.com/v1/messages");
    }

    @Override
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    @Override
    public boolean canCall(Origin origin) {
        return !origin.host().contains("_");
    }

    @Override
    public boolean isRepeatable() {
        return repeatable;
    }

    @Override
    public long deadlineMillis() {
        return 0;
    }
}
