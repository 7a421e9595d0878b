package dev.detour.call;

import dev.detour.network.ProxyServer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The proxies that the configuration names: what our passwords may be shown to. */
public final class Proxies {
    private final Map<String, ProxyServer> byAddress;

    private Proxies(Map<String, ProxyServer> byAddress) {
        this.byAddress = byAddress;
    }

    static Proxies of(List<RouteRules> routes) {
        Map<String, ProxyServer> byAddress = new HashMap<>();
        for (RouteRules route : routes) {
            for (PathRules path : route.paths()) {
                for (ProxyServer server : path.network().proxy().servers()) {
                    byAddress.putIfAbsent(key(server.host(), server.port()), server);
                }
            }
        }
        return new Proxies(byAddress);
    }

    /** The proxy at this address, as it is written in the configuration; null where there is none. */
    public @Nullable ProxyServer at(String host, int port) {
        return byAddress.isEmpty() ? null : byAddress.get(key(host, port));
    }

    Collection<ProxyServer> all() {
        return byAddress.values();
    }

    /** Whether any of them speaks SOCKS. */
    public boolean anySocks() {
        for (ProxyServer server : byAddress.values()) {
            if (server.isSocks()) {
                return true;
            }
        }
        return false;
    }

    private static String key(String host, int port) {
        return host.toLowerCase(Locale.ROOT) + " " + port;
    }
}
