package dev.detour.client.okhttp;

import dev.detour.breaker.BreakerPolicy;
import dev.detour.call.Calls;
import dev.detour.call.PathRules;
import dev.detour.call.RouteRules;
import dev.detour.call.Rules;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One route, as the configuration would make it. */
final class Routed {
    static final String KEY = "gateway-key";

    private Routed() {}

    /** From one base to another, with the gateway's key in the place of the application's credentials. */
    static Calls calls(String match, @Nullable String to, NetworkSettings network) {
        return calls(match, to, network, Edits.of(Map.of("x-api-key", KEY), Set.of()), RetryPolicy.defaults());
    }

    static Calls calls(String match, @Nullable String to, NetworkSettings network, Edits headers, RetryPolicy retry) {
        return calls(match, to, network, headers, retry, silent());
    }

    static Calls calls(
            String match,
            @Nullable String to,
            NetworkSettings network,
            Edits headers,
            RetryPolicy retry,
            Telemetry telemetry) {
        Path path =
                Path.of("gateway", to == null ? null : Url.parse(to), Path.Credentials.STRIP, headers, Edits.none(), 1);
        RouteRules route = RouteRules.of(
                Route.of("test", List.of(Match.of(Url.parse(match), false))),
                List.of(PathRules.of(path, network)),
                retry,
                BreakerPolicy.off(),
                RouteRules.CallerRetries.AUTO,
                true,
                null);
        Rules rules = Rules.of(List.of(route), false, Rules.CREDENTIAL_HEADERS, Rules.CREDENTIAL_QUERY);
        return new Calls(rules, telemetry, Ticker.SYSTEM, () -> 0);
    }

    /** Counts, and tells nobody. */
    static Telemetry silent() {
        TelemetrySettings settings =
                TelemetrySettings.builder().log(TelemetrySettings.Log.OFF).build();
        return Telemetry.of(settings, "test", Secrets.of(Set.of(), Set.of(), Set.of()), Ticker.SYSTEM, System.err);
    }

    static Calls calls(String match, String to) {
        return calls(match, to, NetworkSettings.none());
    }
}
