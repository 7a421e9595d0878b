package dev.detour.client.jdk;

import dev.detour.call.Send;
import dev.detour.exchange.Asked;
import dev.detour.exchange.Origin;
import dev.detour.exchange.Url;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The handshake of a WebSocket in the words of no client: a GET without a body. */
final class AskedWebSocket implements Asked {
    private final URI uri;
    private final Url url;
    private final List<Map.Entry<String, String>> headers;

    AskedWebSocket(URI uri, List<Map.Entry<String, String>> headers) {
        this.uri = uri;
        this.url = Url.parse(uri.toString());
        this.headers = headers;
    }

    List<Map.Entry<String, String>> headers() {
        return headers;
    }

    /** The URL as sent, with the schemes that a WebSocket's builder takes. */
    URI target(Send send) {
        if (send.target().equals(url)) {
            return uri;
        }
        String target = send.target().toString();
        return URI.create("ws" + target.substring("http".length()));
    }

    @Override
    public String client() {
        return AskedRequest.CLIENT;
    }

    @Override
    public String clientVersion() {
        return Runtime.version().toString();
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public Url url() {
        return url;
    }

    @Override
    public @Nullable String header(String name) {
        for (Map.Entry<String, String> header : headers) {
            if (header.getKey().equalsIgnoreCase(name)) {
                return header.getValue();
            }
        }
        return null;
    }

    /** The client refuses a URI without a host. */
    @Override
    public boolean canCall(Origin origin) {
        return origin.isUri();
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
