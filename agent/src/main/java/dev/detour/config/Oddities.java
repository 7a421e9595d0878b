package dev.detour.config;

import dev.detour.exchange.Origin;
import dev.detour.exchange.Url;
import dev.detour.route.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is legal, and probably not meant. */
final class Oddities {
    private static final Pattern VERSION = Pattern.compile(".*/(v[0-9]+(?:beta[0-9]*|alpha[0-9]*)?)/?");
    /** More routes than this are made by a program, and looking at each pair would take seconds. */
    private static final int COMPARED = 1000;

    private Oddities() {}

    static List<String> of(List<BoundRoute> routes) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < routes.size(); i++) {
            BoundRoute route = routes.get(i);
            if (i < COMPARED) {
                addCovered(route, routes.subList(0, i), found);
            }
            for (BoundPath path : route.paths()) {
                addVersion(route, path, found);
            }
        }
        return found;
    }

    private static void addCovered(BoundRoute route, List<BoundRoute> earlier, List<String> found) {
        String by = null;
        for (Match match : route.rules().route().matches()) {
            by = coveredBy(match, earlier);
            if (by == null) {
                return;
            }
        }
        found.add(
                route.where() + ": route '" + Texts.shown(route.rules().route().name())
                        + "' can never match: every call of its takes the earlier route '"
                        + Texts.shown(String.valueOf(by)) + "'");
    }

    private static @Nullable String coveredBy(Match match, List<BoundRoute> earlier) {
        for (BoundRoute route : earlier) {
            for (Match wider : route.rules().route().matches()) {
                if (covers(wider, match)) {
                    return route.rules().route().name();
                }
            }
        }
        return null;
    }

    /** Whether each URL that the second fits, the first fits as well. */
    static boolean covers(Match wider, Match match) {
        Origin wide = wider.origin();
        Origin origin = match.origin();
        if (wide == null || origin == null) {
            return wide == null;
        }
        boolean path = match.prefix().equals(wider.prefix()) || match.prefix().startsWith(wider.prefix() + "/");
        boolean server = wide.port() == origin.port() && wide.scheme().equals(origin.scheme());
        return path && server && coversHost(wider, match, wide.host(), origin.host());
    }

    private static boolean coversHost(Match wider, Match match, String wide, String host) {
        if (!wider.isSuffix()) {
            return !match.isSuffix() && wide.equals(host);
        }
        return host.endsWith("." + wide) || (match.isSuffix() && host.equals(wide));
    }

    /** The version stands either in the pattern and the base, or in neither. */
    private static void addVersion(BoundRoute route, BoundPath path, List<String> found) {
        Url base = path.rules().path().base();
        if (base == null || path.isRepetition()) {
            return;
        }
        String inBase = version(base.path());
        for (Match match : route.rules().route().matches()) {
            String inMatch = version(match.prefix());
            if (inBase != null && inMatch == null && match.origin() != null) {
                found.add(path.where() + ": /" + inBase
                        + " may be doubled: the base URL ends with it and the pattern does" + " not; match …/" + inBase
                        + " or leave it out of the base");
                return;
            }
            if (inBase == null && inMatch != null) {
                found.add(path.where() + ": /" + inMatch
                        + " may be missing: the pattern ends with it and the base URL does"
                        + " not; add it to the base or leave it out of the pattern");
                return;
            }
        }
    }

    private static @Nullable String version(String path) {
        Matcher matcher = VERSION.matcher(path);
        return matcher.matches() ? matcher.group(1) : null;
    }
}
