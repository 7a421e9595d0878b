package dev.detour.call;

import dev.detour.breaker.BreakerPolicy;
import dev.detour.exchange.Secrets;
import dev.detour.exchange.Ticker;
import dev.detour.exchange.Url;
import dev.detour.network.NetworkSettings;
import dev.detour.retry.RetryPolicy;
import dev.detour.route.Edits;
import dev.detour.route.Match;
import dev.detour.route.Path;
import dev.detour.route.Route;
import dev.detour.telemetry.Telemetry;
import dev.detour.telemetry.TelemetrySettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** A route with some paths, its calls, and a time that is moved by hand, or another one. */
final class TestRoute implements Ticker {
    private static final Telemetry SILENT = Telemetry.of(
            TelemetrySettings.builder().log(TelemetrySettings.Log.OFF).build(),
            "test",
            Secrets.of(Set.of(), Set.of(), Set.of()),
            Ticker.SYSTEM,
            System.err);

    final List<String> told = new ArrayList<>();
    private final Telemetry telemetry;
    double random = 0.9;
    private final List<PathRules> paths = new ArrayList<>();
    private RetryPolicy retry = RetryPolicy.builder()
            .firstDelay(Duration.ofMillis(2))
            .maxDelay(Duration.ofMillis(2))
            .build();
    private BreakerPolicy breaker = BreakerPolicy.off();
    private boolean annotates = true;
    private final Ticker ticker;
    private final DoubleSupplier chance;
    private long nanos = 1;
    private @Nullable Calls calls;

    TestRoute() {
        ticker = this;
        chance = () -> random;
        telemetry = new RecordingTelemetry(told).telemetry();
    }

    /** One of many, which tells nothing. */
    TestRoute(Ticker ticker, DoubleSupplier chance) {
        this.ticker = ticker;
        this.chance = chance;
        telemetry = SILENT;
    }

    TestRoute path(String name) {
        return path(name, 1);
    }

    TestRoute path(String name, double share) {
        Path path = Path.of(
                name,
                Url.parse("https://" + name + ".example.com"),
                Path.Credentials.STRIP,
                Edits.none(),
                Edits.none(),
                share);
        paths.add(PathRules.of(path, NetworkSettings.none()));
        return this;
    }

    TestRoute retry(RetryPolicy.Builder policy) {
        return retry(policy.firstDelay(Duration.ofMillis(2))
                .maxDelay(Duration.ofMillis(2))
                .build());
    }

    TestRoute retry(RetryPolicy policy) {
        retry = policy;
        return this;
    }

    /** Open for ten seconds after these failures. */
    TestRoute breaker(int failures) {
        breaker = BreakerPolicy.of(true, failures, Duration.ofSeconds(10), Duration.ofSeconds(60));
        return this;
    }

    TestRoute withoutBreaker() {
        breaker = BreakerPolicy.off();
        return this;
    }

    TestRoute silent() {
        annotates = false;
        return this;
    }

    void pass(Duration time) {
        nanos += time.toNanos();
    }

    Call call(String method) {
        return call(new FakeAsked(method));
    }

    Call call(FakeAsked asked) {
        return Objects.requireNonNull(calls().open(asked), "a routed call");
    }

    Calls calls() {
        Calls known = calls;
        if (known == null) {
            known = new Calls(rules(), telemetry, ticker, chance);
            calls = known;
        }
        return known;
    }

    /** Puts in force what was said since. */
    void reload() {
        calls().use(rules(), telemetry);
    }

    private Rules rules() {
        RouteRules route = RouteRules.of(
                Route.of("api", List.of(Match.of(Url.parse("https://api.example.com"), false))),
                paths,
                retry,
                breaker,
                RouteRules.CallerRetries.AUTO,
                annotates,
                null);
        return Rules.of(List.of(route), false, Rules.CREDENTIAL_HEADERS, Set.of());
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant now() {
        return Instant.EPOCH;
    }
}
