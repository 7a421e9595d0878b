package dev.detour.telemetry;

import dev.detour.exchange.Daemons;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporterBuilder;
import io.opentelemetry.exporter.prometheus.PrometheusMetricReader;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.metrics.ExemplarFilter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry's SDK with the readers that the settings ask for.
 *
 * <p>Each series costs memory for good, so there is a limit twice: {@link Servers} tells so many hosts apart, and the
 * SDK keeps 2,000 series of a metric and adds up the others under {@code otel.metric.overflow}.
 *
 * <p>Rejected: the exporters' own senders (one on OkHttp, one on {@code java.net.http}), which would pass through the
 * hooks, and the latter would bring that module's 100 ms to applications that have no use for it; the exporter's own
 * Prometheus server, on {@code jdk.httpserver}, which trimmed runtimes lack, with a port that an application's
 * {@code io.prometheus.*} property would move; OpenTelemetry's autoconfiguration, which reads the application's
 * settings.
 */
final class Exports implements AutoCloseable {
    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
    private static final AttributeKey<String> HOST = AttributeKey.stringKey("host.name");
    private static final AttributeKey<Long> PID = AttributeKey.longKey("process.pid");
    private static final AttributeKey<String> AGENT = AttributeKey.stringKey("telemetry.distro.name");
    private static final AttributeKey<String> AGENT_VERSION = AttributeKey.stringKey("telemetry.distro.version");

    private final SdkMeterProvider provider;
    private final Meters meters;
    private final @Nullable ScrapeEndpoint endpoint;

    private Exports(SdkMeterProvider provider, Meters meters, @Nullable ScrapeEndpoint endpoint) {
        this.provider = provider;
        this.meters = meters;
        this.endpoint = endpoint;
    }

    /** Loads the libraries and opens the ports: not for the application's threads. */
    static Exports open(
            TelemetrySettings settings, String version, Gauges gauges, Tally tally, Consumer<String> complaints) {
        SdkMeterProviderBuilder builder = SdkMeterProvider.builder()
                .setResource(resource(settings.service(), version))
                .setExemplarFilter(ExemplarFilter.alwaysOff());
        String otlp = settings.otlpEndpoint();
        if (otlp != null) {
            builder.registerMetricReader(pushing(otlp, settings, complaints));
        }
        String address = settings.prometheus();
        PrometheusMetricReader scraped = address == null ? null : scraped();
        if (scraped != null) {
            builder.registerMetricReader(scraped);
        }
        SdkMeterProvider provider = builder.build();
        Meters meters = new Meters(provider, version, gauges, tally);
        ScrapeEndpoint endpoint = address == null || scraped == null
                ? null
                : new ScrapeEndpoint(address, PrometheusTextFormatWriter.CONTENT_TYPE, () -> page(scraped), complaints);
        return new Exports(provider, meters, endpoint);
    }

    private static Resource resource(String service, String version) {
        Source source = Source.ofThisProcess(service, version);
        Attributes attributes = Attributes.builder()
                .put(SERVICE, source.service())
                .put(HOST, source.host())
                .put(PID, source.pid())
                .put(AGENT, "detour")
                .put(AGENT_VERSION, version)
                .build();
        return Resource.getDefault().merge(Resource.create(attributes));
    }

    private static MetricReader pushing(String endpoint, TelemetrySettings settings, Consumer<String> complaints) {
        OtlpHttpMetricExporterBuilder exporter = OtlpHttpMetricExporter.builder()
                .setEndpoint(endpoint)
                .setMeterProvider(MeterProvider.noop())
                .setComponentLoader(new OnlySender(complaints));
        settings.otlpHeaders().forEach(exporter::addHeader);
        return PeriodicMetricReader.builder(exporter.build())
                .setInterval(settings.otlpInterval())
                .setExecutor(Executors.newSingleThreadScheduledExecutor(work -> Daemons.daemon("detour-otlp", work)))
                .build();
    }

    private static PrometheusMetricReader scraped() {
        return PrometheusMetricReader.builder().setOtelScopeLabelsEnabled(false).build();
    }

    private static byte[] page(PrometheusMetricReader reader) throws IOException {
        ByteArrayOutputStream page = new ByteArrayOutputStream(1 << 14);
        PrometheusTextFormatWriter.builder().build().write(page, reader.collect(), EscapingScheme.UNDERSCORE_ESCAPING);
        return page.toByteArray();
    }

    Meters meters() {
        return meters;
    }

    /** Sends what is left, closes the port and ends the threads; waits no longer than some seconds. */
    @Override
    public void close() {
        if (endpoint != null) {
            endpoint.close();
        }
        provider.shutdown().join(Background.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** In the place of {@code META-INF/services}, which our loader has none of. */
    private static final class OnlySender implements ComponentLoader {
        private final HttpSenderProvider sender;

        OnlySender(Consumer<String> complaints) {
            this.sender = config -> new UrlConnectionSender(config, complaints);
        }

        @Override
        public <T> Iterable<T> load(Class<T> type) {
            return type.isInstance(sender) ? List.of(type.cast(sender)) : List.of();
        }
    }
}
