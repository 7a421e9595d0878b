package dev.detour.client.jdk;

import dev.detour.call.Send;
import dev.detour.exchange.Phase;
import dev.detour.exchange.Url;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * One attempt at an application's request: the same method and body, with the URL, headers, version and time limit of
 * the attempt. It is also how the hooks deeper in the client recognise what belongs to which attempt, since the client
 * keeps the request that it was given.
 */
final class RoutedRequest extends HttpRequest {
    private static final String HTTP_3 = "HTTP_3";

    private final HttpRequest asked;
    private final HttpClient client;
    private final Send send;
    private final URI uri;
    private final boolean otherOrigin;
    private final Trail trail = new Trail();

    RoutedRequest(HttpRequest asked, HttpClient client, Send send, URI uri, Url askedUrl) {
        this.asked = asked;
        this.client = client;
        this.send = send;
        this.uri = uri;
        this.otherOrigin = !send.target().origin().equals(askedUrl.origin());
    }

    /**
     * Asked of the application's request only now: a tracing agent adds its header where {@code headers()} is called
     * within the span of this attempt, which begins after our own hook (OpenTelemetry's does).
     */
    @Override
    public HttpHeaders headers() {
        HttpHeaders own = asked.headers();
        boolean hasHost = otherOrigin && FirstValue.of(own, "host") != null;
        return send.headers().isEmpty() && !hasHost ? own : edited(own, hasHost);
    }

    /** The application's own host names its origin: what is sent must name the one that it goes to. */
    private HttpHeaders edited(HttpHeaders own, boolean hasHost) {
        return HeaderViews.of(new EditedHeaders(own.map(), send.headers(), hasHost ? "host" : null));
    }

    Send send() {
        return send;
    }

    /** What the client has done for it. */
    Trail trail() {
        return trail;
    }

    /** How far a request came whose connection stands. */
    Phase requestPhase() {
        boolean waitsForLeave = asked.expectContinue() && !trail.isBodyBegun();
        return !hasBody() || trail.isBodyWritten() || waitsForLeave ? Phase.FIRST_BYTE : Phase.WRITE;
    }

    @Override
    public Optional<BodyPublisher> bodyPublisher() {
        return asked.bodyPublisher().map(body -> new WrittenBody(body, trail));
    }

    private boolean hasBody() {
        // An empty body is not asked for.
        return asked.bodyPublisher().map(body -> body.contentLength() != 0).orElse(false);
    }

    @Override
    public String method() {
        return asked.method();
    }

    @Override
    public Optional<Duration> timeout() {
        Duration configured = send.network().timeouts().firstByte();
        Duration own = configured != null ? configured : asked.timeout().orElse(null);
        Duration left = send.remainingMillis() == Long.MAX_VALUE ? null : Duration.ofMillis(send.remainingMillis());
        if (own == null || (left != null && left.compareTo(own) < 0)) {
            return Optional.ofNullable(left);
        }
        return Optional.of(own);
    }

    @Override
    public boolean expectContinue() {
        return asked.expectContinue();
    }

    @Override
    public URI uri() {
        return uri;
    }

    /** QUIC would pass by every hook for proxies and trust: a routed call goes over TCP. */
    @Override
    public Optional<HttpClient.Version> version() {
        if (send.network().http11() || StandIns.isForSocks(send)) {
            return Optional.of(HttpClient.Version.HTTP_1_1);
        }
        Optional<HttpClient.Version> version = asked.version();
        if (version.orElse(client.version()).name().equals(HTTP_3)) {
            return Optional.of(HttpClient.Version.HTTP_2);
        }
        return version;
    }

    @Override
    public String toString() {
        return method().toUpperCase(Locale.ROOT) + " " + send.target().withoutQuery();
    }
}
