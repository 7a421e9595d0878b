package dev.detour.breaker;

import com.google.auto.value.AutoValue;
import dev.detour.exchange.Origin;

/**
 * What a breaker is for: a path of a route, and the origin that it leads to. A path without a base URL leads to every
 * origin that the application calls, and one of them that is down says nothing of the others.
 */
@AutoValue
public abstract class Lane {
    public abstract String route();

    public abstract String path();

    public abstract Origin origin();

    public static Lane of(String route, String path, Origin origin) {
        return new AutoValue_Lane(route, path, origin);
    }
}
