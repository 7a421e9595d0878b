package dev.detour.it.programs;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;

/** A request of the application's own class, with any method: what is wrong with it shows when it is sent. */
final class UncheckedRequest extends HttpRequest {
    private final HttpRequest built;
    private final String method;

    UncheckedRequest(HttpRequest built, String method) {
        this.built = built;
        this.method = method;
    }

    @Override
    public Optional<BodyPublisher> bodyPublisher() {
        return built.bodyPublisher();
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public Optional<Duration> timeout() {
        return built.timeout();
    }

    @Override
    public boolean expectContinue() {
        return built.expectContinue();
    }

    @Override
    public URI uri() {
        return built.uri();
    }

    @Override
    public Optional<HttpClient.Version> version() {
        return built.version();
    }

    @Override
    public HttpHeaders headers() {
        return built.headers();
    }
}
