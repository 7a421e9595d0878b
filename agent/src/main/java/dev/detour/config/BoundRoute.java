package dev.detour.config;

import dev.detour.call.RouteRules;
import java.util.List;

/** A route that was read, and where it stands: what warnings are made from. */
final class BoundRoute {
    private final RouteRules rules;
    private final Where where;
    private final List<BoundPath> paths;

    BoundRoute(RouteRules rules, Where where, List<BoundPath> paths) {
        this.rules = rules;
        this.where = where;
        this.paths = List.copyOf(paths);
    }

    RouteRules rules() {
        return rules;
    }

    Where where() {
        return where;
    }

    List<BoundPath> paths() {
        return paths;
    }
}
