package dev.detour.call;

import java.util.List;

/** What becomes of the calls of one place: the route that decides over them, and its paths in order of preference. */
final class Plan {
    private final RouteRules route;
    private final List<Way> ways;

    Plan(RouteRules route, List<Way> ways) {
        this.route = route;
        this.ways = List.copyOf(ways);
    }

    RouteRules route() {
        return route;
    }

    /** At least one. */
    List<Way> ways() {
        return ways;
    }
}
