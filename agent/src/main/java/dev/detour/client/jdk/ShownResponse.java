package dev.detour.client.jdk;

import dev.detour.call.Send;
import dev.detour.exchange.Url;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/**
 * A routed answer as the application sees it: with its own request and its own URL.
 *
 * <p>Why not the URL as sent, which is what a redirect would show: applications resolve links against
 * {@code uri()}, and a link under the gateway's URL would be fetched past the route, with the application's own
 * credentials, from the gateway. A URL that a redirect has led away from the path's base is shown as it is.
 */
final class ShownResponse<T> implements HttpResponse<T> {
    private final HttpResponse<T> response;
    private final HttpRequest asked;
    private final Send send;

    ShownResponse(HttpResponse<T> response, HttpRequest asked, Send send) {
        this.response = response;
        this.asked = asked;
        this.send = send;
    }

    @Override
    public int statusCode() {
        return response.statusCode();
    }

    @Override
    public HttpRequest request() {
        URI uri = uri();
        HttpRequest sent = response.request();
        return uri.equals(asked.uri()) && sent.method().equals(asked.method())
                ? asked
                : new ShownRequest(asked, sent, uri);
    }

    @Override
    public Optional<HttpResponse<T>> previousResponse() {
        return response.previousResponse().map(previous -> new ShownResponse<>(previous, asked, send));
    }

    @Override
    public HttpHeaders headers() {
        return response.headers();
    }

    @Override
    public T body() {
        return response.body();
    }

    @Override
    public Optional<SSLSession> sslSession() {
        return response.sslSession();
    }

    @Override
    public URI uri() {
        return shown(response.uri());
    }

    private URI shown(URI sent) {
        if (sent.toString().equals(send.target().toString())) {
            return asked.uri();
        }
        Url restored = send.restore(Url.parse(sent.toString()));
        return restored == null ? sent : URI.create(restored.toString());
    }

    @Override
    public HttpClient.Version version() {
        return response.version();
    }

    /** Overrides from 25 on. */
    @SuppressWarnings({"MissingOverride", "unused"})
    public Optional<String> connectionLabel() {
        return ConnectionLabels.of(response);
    }

    @Override
    public String toString() {
        return "(" + request().method() + " " + uri() + ") " + statusCode();
    }
}
