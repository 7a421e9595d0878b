package dev.detour.call;

import com.google.auto.value.AutoValue;
import dev.detour.breaker.BreakerPolicy;
import dev.detour.network.NetworkSettings;
import dev.detour.retry.RetryPolicy;
import dev.detour.route.Path;
import org.jspecify.annotations.Nullable;

/** A path with the way its connections are made, and what it has for itself where the route says otherwise. */
@AutoValue
public abstract class PathRules {
    public abstract Path path();

    public abstract NetworkSettings network();

    /** Null: the route's. */
    public abstract @Nullable RetryPolicy retry();

    /** Null: the route's. */
    public abstract @Nullable BreakerPolicy breaker();

    /** Null: the route's. */
    public abstract RouteRules.@Nullable CallerRetries callerRetries();

    /** Null: the route's. */
    public abstract @Nullable Boolean annotates();

    /** Null: the route's. */
    public abstract @Nullable String provider();

    public static PathRules of(Path path, NetworkSettings network) {
        return of(path, network, null, null, null, null, null);
    }

    public static PathRules of(
            Path path,
            NetworkSettings network,
            @Nullable RetryPolicy retry,
            @Nullable BreakerPolicy breaker,
            RouteRules.@Nullable CallerRetries callerRetries,
            @Nullable Boolean annotates,
            @Nullable String provider) {
        return new AutoValue_PathRules(path, network, retry, breaker, callerRetries, annotates, provider);
    }
}
