package dev.detour.telemetry;

import dev.detour.exchange.Origin;
import dev.detour.exchange.Url;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What series are told apart by: the conventions' attributes of HTTP clients, and the names of our own. */
final class Labels {
    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
    static final AttributeKey<String> ROUTE = AttributeKey.stringKey("detour.route");
    static final AttributeKey<String> PATH = AttributeKey.stringKey("detour.path");
    static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("detour.outcome");
    static final AttributeKey<String> LOST_TO = AttributeKey.stringKey("detour.lost.to");
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> VERSION = AttributeKey.stringKey("network.protocol.version");
    private static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
    private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");

    /** RFC 9110 and PATCH; the conventions want any other one told so, or applications could make series at will. */
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    private final Servers servers = new Servers();

    /** All that the conventions want of a request. */
    Attributes request(Measured measured) {
        AttributesBuilder labels = way(measured);
        addServer(labels, measured.server());
        labels.put(METHOD, METHODS.contains(measured.method()) ? measured.method() : "_OTHER");
        if (measured.status() > 0) {
            labels.put(STATUS, (long) measured.status());
        }
        String version = version(measured.protocol());
        if (version != null) {
            labels.put(VERSION, version);
        }
        return labels.put(ERROR_TYPE, errorType(measured)).build();
    }

    /** Where no code of ours says that it failed, the conventions want the status of 400 and more. */
    private static @Nullable String errorType(Measured measured) {
        boolean refused = measured.kind() == null && measured.status() >= 400;
        return refused ? Integer.toString(measured.status()) : measured.kind();
    }

    private static @Nullable String version(@Nullable String protocol) {
        if (protocol == null) {
            return null;
        }
        return protocol.startsWith("h2") ? "2" : protocol.substring(protocol.indexOf('/') + 1);
    }

    Attributes server(Origin server) {
        AttributesBuilder labels = Attributes.builder();
        addServer(labels, server);
        return labels.build();
    }

    Attributes server(String origin) {
        return server(Url.parse(origin).origin());
    }

    private void addServer(AttributesBuilder labels, Origin server) {
        if (servers.tellsApart(server)) {
            labels.put(ADDRESS, server.host()).put(PORT, (long) server.port());
        } else {
            labels.put(ADDRESS, Servers.OTHER);
        }
    }

    /** The route, the path and the code, as far as there are any. */
    static Attributes wayAndKind(Measured measured) {
        return way(measured).put(ERROR_TYPE, measured.kind()).build();
    }

    static AttributesBuilder way(Measured measured) {
        return Attributes.builder().put(ROUTE, measured.route()).put(PATH, measured.path());
    }

    static Attributes of(BreakerReport report) {
        return Attributes.builder()
                .put(ROUTE, report.route())
                .put(PATH, report.path())
                .put(ERROR_TYPE, report.kind() == null ? null : report.kind().code())
                .build();
    }

    Attributes of(Gauges.Breaker breaker) {
        AttributesBuilder labels =
                Attributes.builder().put(ROUTE, breaker.route()).put(PATH, breaker.path());
        addServer(labels, Url.parse(breaker.origin()).origin());
        return labels.build();
    }
}
