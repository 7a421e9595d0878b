package dev.detour.call;

import dev.detour.exchange.Origin;
import dev.detour.exchange.Url;
import dev.detour.route.Match;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route that decides over a URL without asking every route: one look-up for the patterns that name the URL's
 * origin, and a walk over those that name none, which are few. The first in the file decides, whichever kind it is.
 * Nothing is allocated by a search.
 */
final class RouteIndex {
    /** One pattern of a route, and where the route stands in the file. */
    private static final class Entry {
        final int position;
        final Match match;
        final RouteRules route;

        Entry(int position, Match match, RouteRules route) {
            this.position = position;
            this.match = match;
            this.route = route;
        }
    }

    /** Each list in the order of the file. */
    private final Map<Origin, List<Entry>> byOrigin = new HashMap<>();

    /** Patterns with a wildcard, in the order of the file. */
    private final List<Entry> wide = new ArrayList<>();

    RouteIndex(List<RouteRules> routes) {
        for (int i = 0; i < routes.size(); i++) {
            RouteRules route = routes.get(i);
            for (Match match : route.route().matches()) {
                listOf(match).add(new Entry(i, match, route));
            }
        }
    }

    private List<Entry> listOf(Match match) {
        Origin origin = match.origin();
        return origin == null || match.isSuffix()
                ? wide
                : byOrigin.computeIfAbsent(origin, first -> new ArrayList<>(1));
    }

    /** The first route of the file that this URL fits; null where none does. */
    @Nullable
    RouteRules routeOf(Url url) {
        List<Entry> named = byOrigin.get(url.origin());
        Entry exact = named == null ? null : firstOf(named, url, Integer.MAX_VALUE);
        Entry earlier = firstOf(wide, url, exact == null ? Integer.MAX_VALUE : exact.position);
        Entry first = earlier == null ? exact : earlier;
        return first == null ? null : first.route;
    }

    /** By number: an iterator would be an object for each call. */
    private static @Nullable Entry firstOf(List<Entry> entries, Url url, int before) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.position >= before) {
                return null;
            }
            if (entry.match.fits(url)) {
                return entry;
            }
        }
        return null;
    }
}
