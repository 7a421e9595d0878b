package dev.detour.failure;

import dev.detour.exchange.Asked;
import dev.detour.exchange.Url;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a test says that an application asked for. */
public final class FakeAsked implements Asked {
    private final String client;
    private final Url url;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private String method = "POST";

    private FakeAsked(String client, Url url) {
        this.client = client;
        this.url = url;
    }

    public static FakeAsked by(String client, String url) {
        return new FakeAsked(client, Url.parse(url));
    }

    public FakeAsked with(String header, String value) {
        headers.put(header.toLowerCase(Locale.ROOT), value);
        return this;
    }

    public FakeAsked as(String otherMethod) {
        method = otherMethod;
        return this;
    }

    @Override
    public String client() {
        return client;
    }

    @Override
    public String clientVersion() {
        return client.equals("okhttp") ? "4.12.0" : "17.0.15";
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public Url url() {
        return url;
    }

    @Override
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public long deadlineMillis() {
        return 0;
    }
}
