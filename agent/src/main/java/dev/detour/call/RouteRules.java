package dev.detour.call;

import com.google.auto.value.AutoValue;
import com.google.auto.value.extension.memoized.Memoized;
import dev.detour.breaker.BreakerPolicy;
import dev.detour.breaker.Lane;
import dev.detour.retry.RetryPolicy;
import dev.detour.route.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that holds for the calls of one route. */
@AutoValue
public abstract class RouteRules {
    /** How it is known whether the caller retries by itself. */
    public enum CallerRetries {
        /** By the header that the large SDKs send. */
        AUTO,
        YES,
        NO
    }

    public abstract Route route();

    /** In order of preference; at least one. */
    public abstract List<PathRules> paths();

    public abstract RetryPolicy retry();

    public abstract BreakerPolicy breaker();

    public abstract CallerRetries callerRetries();

    /** Whether the exception that the application gets carries the diagnosis. */
    public abstract boolean annotates();

    /** Whose errors to expect; null: by the host that the application meant. */
    public abstract @Nullable String provider();

    /** A path's own policy takes the place of its route's; so do the others below. */
    final RetryPolicy retryOf(PathRules path) {
        RetryPolicy own = path.retry();
        return own == null ? retry() : own;
    }

    public final BreakerPolicy breakerOf(PathRules path) {
        BreakerPolicy own = path.breaker();
        return own == null ? breaker() : own;
    }

    final CallerRetries callerRetriesOf(PathRules path) {
        CallerRetries own = path.callerRetries();
        return own == null ? callerRetries() : own;
    }

    final boolean annotates(PathRules path) {
        Boolean own = path.annotates();
        return own == null ? annotates() : own;
    }

    final @Nullable String providerOf(PathRules path) {
        String own = path.provider();
        return own == null ? provider() : own;
    }

    /** Whether any path leads elsewhere than the application's own URL. */
    @Memoized
    boolean rewrites() {
        for (PathRules path : paths()) {
            if (path.path().base() != null) {
                return true;
            }
        }
        return false;
    }

    /** Whether this lane is one of its paths, and has a breaker of this policy. */
    final boolean guards(Lane lane, BreakerPolicy policy) {
        return policy.isOn()
                && lane.route().equals(route().name())
                && paths().stream()
                        .filter(path -> path.path().name().equals(lane.path()))
                        .anyMatch(path -> breakerOf(path).equals(policy));
    }

    public static RouteRules of(
            Route route,
            List<PathRules> paths,
            RetryPolicy retry,
            BreakerPolicy breaker,
            CallerRetries callerRetries,
            boolean annotates,
            @Nullable String provider) {
        return new AutoValue_RouteRules(route, List.copyOf(paths), retry, breaker, callerRetries, annotates, provider);
    }
}
