package dev.detour.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.exchange.Secrets;
import dev.detour.exchange.Ticker;
import dev.detour.failure.Failure;
import dev.detour.failure.FailureKind;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpanEventsTest {
    private final SdkTracerProvider provider = SdkTracerProvider.builder().build();
    private final Telemetry telemetry = Telemetry.of(
            TelemetrySettings.builder().log(TelemetrySettings.Log.OFF).build(),
            "1.0",
            Secrets.of(Set.of(), Set.of(), Set.of()),
            Ticker.SYSTEM,
            System.err);

    @AfterEach
    void close() {
        telemetry.close();
        provider.close();
    }

    private CallReport failed() {
        return Reports.failed(FailureKind.CONNECT_RESET)
                .span(telemetry.callersSpan())
                .build();
    }

    private SpanData spanOf(Runnable work) {
        Span span = provider.get("application").spanBuilder("order").startSpan();
        Scope scope = span.makeCurrent();
        try {
            work.run();
        } finally {
            scope.close();
            span.end();
        }
        return ((ReadableSpan) span).toSpanData();
    }

    @Test
    void what_failed_is_noted_in_the_current_span() {
        SpanData span = spanOf(() -> {
            telemetry.attemptFailed(Reports.failed(FailureKind.CONNECT_RESET)
                    .decision("retry")
                    .span(telemetry.callersSpan())
                    .build());
            telemetry.callRecovered(Reports.of("https://a.example.com/x", null)
                    .failure(Failure.of(FailureKind.CONNECT_RESET, null))
                    .attempts(2)
                    .span(telemetry.callersSpan())
                    .build());
        });

        assertThat(span.getEvents())
                .extracting(event -> event.getName())
                .containsExactly("detour.attempt_failed", "detour.call_recovered");
        assertThat(span.getEvents().get(0).getAttributes().get(AttributeKey.stringKey("detour.kind")))
                .isEqualTo("connect_reset");
        assertThat(span.getEvents().get(0).getAttributes().get(AttributeKey.longKey("detour.attempt")))
                .isEqualTo(1);
        assertThat(span.getAttributes().get(AttributeKey.longKey("detour.attempts")))
                .isEqualTo(2);
        assertThat(span.getAttributes().get(AttributeKey.stringKey("detour.route")))
                .isEqualTo("api");
    }

    @Test
    void what_another_thread_finds_out_is_noted_in_the_span_of_the_call() {
        SpanData span = spanOf(() -> {
            CallReport report = failed();
            CompletableFuture.runAsync(() -> telemetry.callFailed(report)).join();
        });

        assertThat(span.getEvents()).extracting(event -> event.getName()).containsExactly("detour.call_failed");
    }

    @Test
    void a_success_leaves_no_trace() {
        SpanData span = spanOf(() -> telemetry.callSucceeded(
                Reports.succeeded().span(telemetry.callersSpan()).build()));

        assertThat(span.getEvents()).isEmpty();
        assertThat(span.getAttributes().isEmpty()).isTrue();
    }

    @Test
    void an_application_without_the_library_or_a_span_misses_nothing() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try {
            telemetry.callFailed(failed());
            Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
            telemetry.callFailed(failed());
            Thread.currentThread().setContextClassLoader(null);
            telemetry.callFailed(failed());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }

        assertThat(telemetry.agentErrors()).isZero();
    }
}
