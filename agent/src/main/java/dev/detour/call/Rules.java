package dev.detour.call;

import com.google.auto.value.AutoValue;
import com.google.auto.value.extension.memoized.Memoized;
import dev.detour.exchange.Origin;
import dev.detour.exchange.Secrets;
import dev.detour.exchange.Url;
import dev.detour.failure.Providers;
import dev.detour.network.BasicCredentials;
import dev.detour.network.NetworkSettings;
import dev.detour.network.ProxyServer;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the configuration says of calls: one immutable value, swapped as a whole at a reload. */
@AutoValue
public abstract class Rules {
    /** Header names that hold credentials unless the configuration adds more; lower case. */
    public static final Set<String> CREDENTIAL_HEADERS =
            Set.of("authorization", "cookie", "proxy-authorization", "x-api-key", "api-key", "x-goog-api-key");

    /** Query names that hold credentials unless the configuration says otherwise. */
    public static final Set<String> CREDENTIAL_QUERY = Set.of("key", "api_key", "access_token");

    private static final int SHORTEST_SECRET = 8;

    /** Origins whose settings are remembered; an application that calls ever new ones is not to fill the memory. */
    private static final int MOST_ORIGINS = 1_000;

    /** The first that matches decides. */
    public abstract List<RouteRules> routes();

    /** Nothing is changed, only told: {@code mode: observe}. */
    public abstract boolean observesOnly();

    /** Lower case. */
    public abstract Set<String> credentialHeaders();

    public abstract Set<String> credentialQuery();

    /** Whose answers are known. */
    public abstract Providers providers();

    public static Rules of(
            List<RouteRules> routes, boolean observesOnly, Set<String> credentialHeaders, Set<String> credentialQuery) {
        return of(routes, observesOnly, credentialHeaders, credentialQuery, Providers.KNOWN);
    }

    public static Rules of(
            List<RouteRules> routes,
            boolean observesOnly,
            Set<String> credentialHeaders,
            Set<String> credentialQuery,
            Providers providers) {
        return new AutoValue_Rules(
                List.copyOf(routes),
                observesOnly,
                Set.copyOf(credentialHeaders),
                Set.copyOf(credentialQuery),
                providers);
    }

    /** No route at all: every call is only observed. */
    public static Rules none() {
        return of(List.of(), false, CREDENTIAL_HEADERS, CREDENTIAL_QUERY);
    }

    /** The hosts that some route may want calls to. */
    @Memoized
    public Hosts hosts() {
        return Hosts.of(routes());
    }

    /** What a path of ours does to every call. */
    final PathEdits editsOf(PathRules path) {
        return Objects.requireNonNull(edits().get(path), "a path of these rules");
    }

    /** By identity: paths have much to compare. Never changed. */
    @Memoized
    IdentityHashMap<PathRules, PathEdits> edits() {
        IdentityHashMap<PathRules, PathEdits> edits = new IdentityHashMap<>();
        for (RouteRules route : routes()) {
            for (PathRules path : route.paths()) {
                edits.put(path, new PathEdits(path.path(), credentialHeaders(), credentialQuery()));
            }
        }
        return edits;
    }

    /** What must be told nowhere: credentials, and every value that the configuration sets on the way. */
    @Memoized
    public Secrets secrets() {
        Set<String> known = new HashSet<>();
        for (RouteRules route : routes()) {
            for (PathRules path : route.paths()) {
                known.addAll(path.path().headers().set().values());
                known.addAll(path.path().query().set().values());
            }
        }
        for (ProxyServer server : proxies().all()) {
            String password = server.password();
            if (password != null) {
                known.add(password);
                known.add(BasicCredentials.of(String.valueOf(server.user()), password));
            }
        }
        // A short value is a word or a number that occurs elsewhere too.
        known.removeIf(value -> value.length() < SHORTEST_SECRET);
        return Secrets.of(credentialHeaders(), credentialQuery(), known);
    }

    /** The proxies that some path may use, by their address. */
    @Memoized
    public Proxies proxies() {
        return Proxies.of(routes());
    }

    /** Whether any path makes its connections in its own way. */
    @Memoized
    public boolean changesConnections() {
        for (RouteRules route : routes()) {
            for (PathRules path : route.paths()) {
                if (path.network().changesConnections()) {
                    return !observesOnly();
                }
            }
        }
        return false;
    }

    /** Whether no path wants more than a proxy, or time limits, of any connection. */
    @Memoized
    public boolean areConnectionsPlain() {
        for (RouteRules route : routes()) {
            for (PathRules path : route.paths()) {
                if (!path.network().isPlain()) {
                    return observesOnly();
                }
            }
        }
        return true;
    }

    /** The fixed addresses of a host, of the first path that has some; empty where none has. */
    public final List<InetAddress> fixedAddresses(String host) {
        return observesOnly() ? List.of() : allFixedAddresses().getOrDefault(host, List.of());
    }

    /** By host. Never changed. */
    @Memoized
    Map<String, List<InetAddress>> allFixedAddresses() {
        Map<String, List<InetAddress>> all = new HashMap<>();
        for (RouteRules route : routes()) {
            for (PathRules path : route.paths()) {
                path.network().hosts().forEach(all::putIfAbsent);
            }
        }
        return all;
    }

    /**
     * How connections to this origin are made, whichever call they are for: a pool shares them between calls. Where
     * several paths lead there, roots and fixed addresses add up, and of the rest the first path that says something
     * decides.
     *
     * @return null where no path leads there, or where nothing is to be changed
     */
    public final @Nullable NetworkSettings networkTo(Origin origin) {
        if (observesOnly() || routes().isEmpty()) {
            return null;
        }
        ConcurrentHashMap<Origin, Optional<NetworkSettings>> known = networks();
        Optional<NetworkSettings> network = known.get(origin);
        if (network == null) {
            network = Optional.ofNullable(Merged.networkTo(origin, routes()));
            if (known.size() < MOST_ORIGINS) {
                known.put(origin, network);
            }
        }
        return network.orElse(null);
    }

    @Memoized
    ConcurrentHashMap<Origin, Optional<NetworkSettings>> networks() {
        return new ConcurrentHashMap<>();
    }

    /** The route that decides over this URL; null where none does. */
    public final @Nullable RouteRules routeOf(Url url) {
        return index().routeOf(url);
    }

    @Memoized
    RouteIndex index() {
        return new RouteIndex(routes());
    }
}
