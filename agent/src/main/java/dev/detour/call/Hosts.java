package dev.detour.call;

import dev.detour.exchange.Origin;
import dev.detour.route.Match;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Answers at the cost of one look-up whether a host is any route's business: for the calls that are none's. */
public final class Hosts {
    private final boolean all;
    private final Set<String> exact;
    private final List<String> suffixes;

    private Hosts(boolean all, Set<String> exact, List<String> suffixes) {
        this.all = all;
        this.exact = exact;
        this.suffixes = suffixes;
    }

    static Hosts of(List<RouteRules> routes) {
        boolean all = false;
        Set<String> exact = new HashSet<>();
        List<String> suffixes = new ArrayList<>();
        for (RouteRules route : routes) {
            for (Match match : route.route().matches()) {
                Origin origin = match.origin();
                if (origin == null) {
                    all = true;
                } else if (match.isSuffix()) {
                    suffixes.add("." + origin.host());
                } else {
                    exact.add(origin.host());
                }
            }
        }
        return new Hosts(all, exact, suffixes);
    }

    /**
     * Whether this host is meant.
     *
     * @param host as a client names it: in any case, an IPv6 address with or without its brackets
     */
    public boolean contain(String host) {
        if (all || exact.contains(host)) {
            return true;
        }
        if (exact.isEmpty() && suffixes.isEmpty()) {
            return false;
        }
        String plain = plain(host);
        if (exact.contains(plain)) {
            return true;
        }
        for (int i = 0; i < suffixes.size(); i++) {
            if (plain.endsWith(suffixes.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static String plain(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.startsWith("[") && lower.endsWith("]") ? lower.substring(1, lower.length() - 1) : lower;
    }
}
