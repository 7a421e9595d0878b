package dev.detour.route;

import dev.detour.exchange.Origin;
import dev.detour.exchange.Url;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a path makes of one URL, and the way back.
 *
 * <p>The path's base takes the place of the matched part literally: nothing is decoded, collapsed or guessed. Exactly
 * one slash separates the base from the rest, because one slash at the end of a base, like one at the end of a pattern,
 * counts for nothing.
 */
public final class Rewrite {
    private final Url asked;
    private final Match match;
    private final Path path;
    private final Url target;

    private Rewrite(Url asked, Match match, Path path, Edits query) {
        this.asked = asked;
        this.match = match;
        this.path = path;
        this.target = Url.of(targetOrigin(), targetPrefix() + match.rest(asked), Query.edit(asked.query(), query));
    }

    /**
     * Rewrites one URL.
     *
     * @param asked as the application asked; fits the match
     * @param query what {@link CredentialRule#query} says of this path; the same for all of its calls
     */
    public static Rewrite of(Url asked, Match match, Path path, Edits query) {
        return new Rewrite(asked, match, path, query);
    }

    /** Where the call goes. Values of its query may be secrets. */
    public Url target() {
        return target;
    }

    /**
     * The URL that the application should see in the place of one under this path's base, as a redirect may show it. No
     * value of the query that this path sets is told to the application.
     *
     * @return null where the URL is not under the base: it is shown as it is
     */
    public @Nullable Url restore(Url seen) {
        if (seen.equals(target)) {
            return asked;
        }
        String prefix = targetPrefix();
        if (!seen.origin().equals(targetOrigin()) || !isUnder(prefix, seen.path())) {
            return null;
        }
        return Url.of(
                asked.origin(),
                match.prefix() + seen.path().substring(prefix.length()),
                Query.edit(seen.query(), Edits.of(Map.of(), path.query().set().keySet())));
    }

    private Origin targetOrigin() {
        Url base = path.base();
        return base == null ? asked.origin() : base.origin();
    }

    private String targetPrefix() {
        Url base = path.base();
        if (base == null) {
            return match.prefix();
        }
        String prefix = base.path();
        return prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
    }

    private static boolean isUnder(String prefix, String path) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }
}
