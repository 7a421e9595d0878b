package dev.detour.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.detour.exchange.Asked;
import dev.detour.exchange.Url;
import dev.detour.network.ProxyServer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request of the doctor's own, and what stands in it. Immutable. */
final class HttpAsk implements Asked {
    private final String method;
    private final Url meant;
    private final Url target;
    private final Map<String, String> headers;
    private final String body;

    /**
     * @param meant the URL that an application would ask for
     * @param target the URL as sent
     * @param headers by names in lower case; the values may be secrets
     * @param body empty: none
     */
    HttpAsk(String method, Url meant, Url target, Map<String, String> headers, String body) {
        this.method = method;
        this.meant = meant;
        this.target = target;
        this.headers = headers;
        this.body = body;
    }

    Url target() {
        return target;
    }

    Map<String, String> headers() {
        return headers;
    }

    String body() {
        return body;
    }

    /**
     * As it goes over the wire.
     *
     * @param proxy the proxy that is asked for the whole URL; null: none, or one that made a tunnel
     */
    byte[] bytes(@Nullable ProxyServer proxy) {
        String path = target.path().isEmpty() ? "/" : target.path();
        String query = target.query() == null ? "" : "?" + target.query();
        StringBuilder text = new StringBuilder(method)
                .append(' ')
                .append(proxy == null ? "" : target.origin().toString())
                .append(path)
                .append(query)
                .append(" HTTP/1.1\r\n");
        header(text, "host", host());
        headers.forEach((name, value) -> header(text, name, value));
        if (proxy != null && proxy.user() != null) {
            header(text, "proxy-authorization", basic(proxy));
        }
        if (!body.isEmpty()) {
            header(text, "content-length", Integer.toString(body.getBytes(UTF_8).length));
        }
        return text.append("\r\n").append(body).toString().getBytes(UTF_8);
    }

    private String host() {
        String origin = target.origin().toString();
        return origin.substring(origin.indexOf("://") + 3);
    }

    private static void header(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
    }

    /** RFC 7617. */
    static String basic(ProxyServer proxy) {
        String pair = proxy.user() + ":" + (proxy.password() == null ? "" : proxy.password());
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String client() {
        return "doctor";
    }

    @Override
    public String clientVersion() {
        return "";
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public Url url() {
        return meant;
    }

    @Override
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
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
