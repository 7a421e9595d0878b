package dev.detour.client.jdk;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * The request that a redirected response shows: the application's own, with the method and the URL of the hop. Its
 * headers are those that the application wrote, because those that were sent may hold keys of ours.
 */
final class ShownRequest extends HttpRequest {
    private final HttpRequest asked;
    private final HttpRequest sent;
    private final URI uri;

    ShownRequest(HttpRequest asked, HttpRequest sent, URI uri) {
        this.asked = asked;
        this.sent = sent;
        this.uri = uri;
    }

    @Override
    public Optional<BodyPublisher> bodyPublisher() {
        return sent.bodyPublisher();
    }

    @Override
    public String method() {
        return sent.method();
    }

    @Override
    public Optional<Duration> timeout() {
        return asked.timeout();
    }

    @Override
    public boolean expectContinue() {
        return asked.expectContinue();
    }

    @Override
    public URI uri() {
        return uri;
    }

    @Override
    public Optional<HttpClient.Version> version() {
        return asked.version();
    }

    @Override
    public HttpHeaders headers() {
        return asked.headers();
    }

    @Override
    public String toString() {
        return uri + " " + method();
    }
}
