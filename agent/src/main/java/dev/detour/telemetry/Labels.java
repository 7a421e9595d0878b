package dev.detour.telemetry;

import dev.detour.exchange.Origin;
import dev.detour.exchange.Url;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
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

    private final Servers servers = new Servers();

    /** To put them in order takes microseconds: to be kept. */
    OfSeries of(Series series) {
        return new OfSeries(series);
    }

    /** Those of a series, each made when it is first asked for; two threads that race make the same. */
    final class OfSeries {
        private final Series series;
        private volatile @Nullable Attributes request;
        private volatile @Nullable Attributes wayAndKind;

        private OfSeries(Series series) {
            this.series = series;
        }

        /** All that the conventions want of a request. */
        Attributes request() {
            Attributes made = request;
            if (made == null) {
                made = labels(series);
                request = made;
            }
            return made;
        }

        /** The route, the path and the code, as far as there are any. */
        Attributes wayAndKind() {
            Attributes made = wayAndKind;
            if (made == null) {
                made = way(series.route(), series.path())
                        .put(ERROR_TYPE, series.kind())
                        .build();
                wayAndKind = made;
            }
            return made;
        }

        /** What became of a call; made anew each time. */
        Attributes outcome(Stage stage) {
            return Attributes.builder()
                    .put(ROUTE, series.route())
                    .put(ERROR_TYPE, series.kind())
                    .put(OUTCOME, stage.outcome())
                    .build();
        }
    }

    private Attributes labels(Series series) {
        AttributesBuilder labels = way(series.route(), series.path());
        addServer(labels, series.server());
        labels.put(METHOD, series.method());
        if (series.status() > 0) {
            labels.put(STATUS, (long) series.status());
        }
        String version = version(series.protocol());
        if (version != null) {
            labels.put(VERSION, version);
        }
        return labels.put(ERROR_TYPE, errorType(series)).build();
    }

    /** Where no code of ours says that it failed, the conventions want the status of 400 and more. */
    private static @Nullable String errorType(Series series) {
        boolean refused = series.kind() == null && series.status() >= 400;
        return refused ? Integer.toString(series.status()) : series.kind();
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

    static AttributesBuilder way(@Nullable String route, @Nullable String path) {
        return Attributes.builder().put(ROUTE, route).put(PATH, path);
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
