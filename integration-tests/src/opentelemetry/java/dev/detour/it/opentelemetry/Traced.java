package dev.detour.it.opentelemetry;

import dev.detour.it.programs.Client;
import dev.detour.it.programs.Fields;
import dev.detour.it.programs.JdkClient;
import dev.detour.it.programs.OkHttp;
import dev.detour.it.programs.Seen;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;

/**
 * A program that traces its own calls, with {@code client}: {@code jdk} or {@code okhttp}. Takes down the span of each: {@code span.attributes}, and {@code span.event} for
 * every event, its name and attributes.
 */
public final class Traced implements Client {
    private final SdkTracerProvider tracing = SdkTracerProvider.builder().build();
    private final Client client;

    public Traced(Fields options) throws Exception {
        client = options.get("client", "jdk").equals("okhttp") ? new OkHttp(options) : new JdkClient(options);
    }

    @Override
    public void call(Fields call, Seen seen) throws Exception {
        Span span = tracing.get("application").spanBuilder("order").startSpan();
        Scope scope = span.makeCurrent();
        try {
            client.call(call, seen);
        } finally {
            scope.close();
            span.end();
            tell(((ReadableSpan) span).toSpanData(), seen);
        }
    }

    private static void tell(SpanData span, Seen seen) {
        seen.put("span.attributes", span.getAttributes().asMap());
        for (EventData event : span.getEvents()) {
            seen.add("span.event", event.getName() + " " + event.getAttributes().asMap());
        }
    }

    @Override
    public void close() {
        tracing.close();
    }
}
