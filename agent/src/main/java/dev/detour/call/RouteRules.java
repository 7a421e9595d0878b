package dev.detour.call;

import com.google.auto.value.AutoValue;
import dev.detour.breaker.BreakerPolicy;
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
