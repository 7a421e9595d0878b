package dev.detour.route;

import com.google.auto.value.AutoValue;
import dev.detour.exchange.Url;
import org.jspecify.annotations.Nullable;

/** One way to serve a route's calls: a base URL, and what is changed on the way there. */
@AutoValue
public abstract class Path {
    /** What becomes of the application's credentials. */
    public enum Credentials {
        FORWARD,
        STRIP
    }

    /** Unique in its route. */
    public abstract String name();

    /** Takes the place of the matched part of the URL; null: the call goes where the application sends it. */
    public abstract @Nullable Url base();

    public abstract Credentials credentials();

    public abstract Edits headers();

    public abstract Edits query();

    /** The share of calls that begin here, from 0 to 1; the others begin with the next path. */
    public abstract double share();

    public static Path of(
            String name, @Nullable Url base, Credentials credentials, Edits headers, Edits query, double share) {
        return new AutoValue_Path(name, base, credentials, headers, query, share);
    }
}
