package dev.detour.client.okhttp.adapter;

import dev.detour.call.Calls;
import dev.detour.call.PathRules;
import dev.detour.call.RouteRules;
import dev.detour.call.Rules;
import dev.detour.exchange.Origin;
import dev.detour.network.NetworkSettings;
import dev.detour.network.ProxyChoice;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Remembers what the rules say of origins: OkHttp asks with every call. */
final class Networks {
    /** Enough for the origins of a sane application; one that calls ever new ones is not to fill the memory. */
    private static final int MOST_REMEMBERED = 1024;

    private final Calls calls;
    private volatile Remembered remembered;

    Networks(Calls calls) {
        this.calls = calls;
        this.remembered = new Remembered(calls.rules());
    }

    /** Whether no path wants more than a proxy of any connection. */
    boolean areAllPlain() {
        return current().allPlain;
    }

    /** Null where nothing is to be changed. */
    @Nullable
    NetworkSettings to(Origin origin) {
        return current().to(origin);
    }

    private Remembered current() {
        Remembered current = remembered;
        Rules rules = calls.rules();
        if (current.rules != rules) {
            current = new Remembered(rules);
            remembered = current;
        }
        return current;
    }

    private static final class Remembered {
        private final Rules rules;
        private final boolean allPlain;
        private final Map<Origin, Optional<NetworkSettings>> found = new ConcurrentHashMap<>();

        Remembered(Rules rules) {
            this.rules = rules;
            this.allPlain = rules.observesOnly() || areAllPlain(rules);
        }

        private static boolean areAllPlain(Rules rules) {
            for (RouteRules route : rules.routes()) {
                for (PathRules path : route.paths()) {
                    if (!isPlain(path.network())) {
                        return false;
                    }
                }
            }
            return true;
        }

        private static boolean isPlain(NetworkSettings network) {
            NetworkSettings none = NetworkSettings.none();
            return network.toBuilder()
                    .proxy(ProxyChoice.APPLICATION)
                    .timeouts(none.timeouts())
                    .build()
                    .equals(none);
        }

        @Nullable
        NetworkSettings to(Origin origin) {
            Optional<NetworkSettings> known = found.get(origin);
            if (known == null) {
                known = Optional.ofNullable(rules.networkTo(origin));
                if (found.size() < MOST_REMEMBERED) {
                    found.put(origin, known);
                }
            }
            return known.orElse(null);
        }
    }
}
