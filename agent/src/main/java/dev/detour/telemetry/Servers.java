package dev.detour.telemetry;

import dev.detour.exchange.Origin;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The servers that metrics tell apart: the first so many that are called; all others are one. */
final class Servers {
    /** A service calls a handful; a crawler's thousands would be a series each. */
    static final int MOST = 100;

    static final String OTHER = "other";

    private final Set<Origin> known = ConcurrentHashMap.newKeySet();
    private final AtomicInteger places = new AtomicInteger();

    boolean tellsApart(Origin server) {
        if (known.contains(server)) {
            return true;
        }
        if (places.get() >= MOST || places.incrementAndGet() > MOST) {
            return false;
        }
        if (!known.add(server)) {
            places.decrementAndGet(); // another thread has added it meanwhile
        }
        return true;
    }
}
