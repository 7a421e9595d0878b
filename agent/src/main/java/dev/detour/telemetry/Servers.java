package dev.detour.telemetry;

import dev.detour.exchange.Origin;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The servers that metrics tell apart: the first so many that are called; all others are one. */
final class Servers {
    /** A service calls a handful; a crawler's thousands would be a series each. */
    static final int MOST = 100;

    static final String OTHER = "other";

    private final Set<Origin> known = ConcurrentHashMap.newKeySet();

    boolean tellsApart(Origin server) {
        // Threads that meet here may each add one: the limit is no less a limit for a handful more.
        if (!known.contains(server) && known.size() < MOST) {
            known.add(server);
        }
        return known.contains(server);
    }
}
