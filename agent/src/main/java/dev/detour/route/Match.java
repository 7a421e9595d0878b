package dev.detour.route;

import com.google.auto.value.AutoValue;
import dev.detour.exchange.Origin;
import dev.detour.exchange.Url;
import org.jspecify.annotations.Nullable;

/** One pattern: an origin, whose host may start with {@code *.}, and a path prefix; or every call. */
@AutoValue
public abstract class Match {
    private static final Match EVERYTHING = new AutoValue_Match(null, false, "");

    /** Null: every call. With {@link #isSuffix()} its host is what must follow after at least one more label. */
    public abstract @Nullable Origin origin();

    public abstract boolean isSuffix();

    /** Still encoded, without a slash at the end; empty: any path. */
    public abstract String prefix();

    public static Match everything() {
        return EVERYTHING;
    }

    /**
     * A pattern for one origin, or for the hosts below one.
     *
     * @param url an origin with an optional path; its path may end in a slash, which counts for nothing
     * @param suffix whether the host is a suffix
     */
    public static Match of(Url url, boolean suffix) {
        String path = url.path();
        return new AutoValue_Match(
                url.origin(), suffix, path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    /** Whether the URL is meant. A prefix ends at a segment: {@code /v1} fits {@code /v1/x}, not {@code /v10}. */
    public final boolean fits(Url url) {
        Origin mine = origin();
        return mine == null || (fitsOrigin(mine, url.origin()) && fitsPath(url.path()));
    }

    private boolean fitsOrigin(Origin mine, Origin theirs) {
        return mine.port() == theirs.port()
                && mine.scheme().equals(theirs.scheme())
                && (isSuffix()
                        ? theirs.host().endsWith("." + mine.host())
                        : theirs.host().equals(mine.host()));
    }

    private boolean fitsPath(String path) {
        int end = prefix().length();
        return path.startsWith(prefix()) && (path.length() == end || path.charAt(end) == '/');
    }

    /** Whether some URL of this origin is meant. */
    public final boolean mayLeadTo(Origin other) {
        Origin mine = origin();
        return mine == null || fitsOrigin(mine, other);
    }

    /** What follows the matched part: still encoded; empty, or begins with a slash. */
    public final String rest(Url url) {
        return url.path().substring(prefix().length());
    }
}
