package dev.detour.telemetry;

import dev.detour.exchange.Attempt;
import dev.detour.exchange.Ticker;
import dev.detour.exchange.Url;
import dev.detour.failure.Failure;
import dev.detour.failure.FailureKind;
import dev.detour.failure.FakeAsked;
import org.jspecify.annotations.Nullable;

/** What there is to tell of a call to {@code https://a.example.com/x} by route {@code api}. */
final class Reports {
    private Reports() {}

    static CallReport.Builder failed(FailureKind kind) {
        return of("https://a.example.com/x", Failure.of(kind, null));
    }

    static CallReport.Builder succeeded() {
        return of("https://a.example.com/x", null).status(200);
    }

    static CallReport.Builder of(String url, @Nullable Failure failure) {
        Attempt attempt = new Attempt(1, Url.parse(url), "gateway", Ticker.SYSTEM.nanos());
        attempt.speaking("h2");
        if (failure == null) {
            attempt.answeredAt(Ticker.SYSTEM.nanos());
        }
        return CallReport.builder()
                .callId("c1")
                .asked(FakeAsked.by("okhttp", url))
                .route("api")
                .attempt(attempt)
                .failure(failure);
    }
}
