package dev.detour.client.jdk;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** A request without some of its headers, and at another URL: what follows a redirect to another origin. */
final class FilteredRequest extends HttpRequest {
    private final HttpRequest request;
    private final URI uri;
    private final HttpHeaders headers;

    FilteredRequest(HttpRequest request, URI uri, Predicate<String> keeps) {
        this.request = request;
        this.uri = uri;
        this.headers = HttpHeaders.of(request.headers().map(), (name, value) -> keeps.test(name));
    }

    @Override
    public Optional<BodyPublisher> bodyPublisher() {
        return request.bodyPublisher();
    }

    @Override
    public String method() {
        return request.method();
    }

    @Override
    public Optional<Duration> timeout() {
        return request.timeout();
    }

    @Override
    public boolean expectContinue() {
        return request.expectContinue();
    }

    @Override
    public URI uri() {
        return uri;
    }

    @Override
    public Optional<HttpClient.Version> version() {
        return request.version();
    }

    @Override
    public HttpHeaders headers() {
        return headers;
    }
}
