package dev.detour.doctor;

import dev.detour.exchange.Origin;
import dev.detour.network.ProxyServer;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The proxy that a JVM's own properties name, by the rules of "Java Networking and Proxies". */
final class JvmProxies {
    private final Map<String, String> properties;

    JvmProxies(Map<String, String> properties) {
        this.properties = properties;
    }

    /** Null: none. */
    @Nullable
    ProxyServer proxyFor(Origin origin) {
        String scheme = origin.scheme();
        String host = properties.get(scheme + ".proxyHost");
        if (host != null && !host.isBlank()) {
            return isExcepted(origin.host())
                    ? null
                    : server(ProxyServer.Kind.HTTP, host, scheme + ".proxyPort", origin);
        }
        String socks = properties.get("socksProxyHost");
        return socks == null || socks.isBlank()
                ? null
                : server(ProxyServer.Kind.SOCKS5, socks, "socksProxyPort", origin);
    }

    private ProxyServer server(ProxyServer.Kind kind, String host, String port, Origin origin) {
        int usual = kind == ProxyServer.Kind.SOCKS5 ? 1080 : origin.isSecure() ? 443 : 80;
        String given = properties.getOrDefault(port, "").strip();
        int number = given.matches("[0-9]{1,5}") ? Integer.parseInt(given) : usual;
        return ProxyServer.of(kind, host.strip(), number, null, null);
    }

    /** Both schemes share {@code http.nonProxyHosts}; a star stands at either end. */
    private boolean isExcepted(String host) {
        String exceptions = properties.getOrDefault("http.nonProxyHosts", "localhost|127.*|[::1]");
        for (String pattern : exceptions.toLowerCase(Locale.ROOT).split("\\|", -1)) {
            boolean open = pattern.endsWith("*");
            String text = open ? pattern.substring(0, pattern.length() - 1) : pattern;
            boolean fits = text.startsWith("*")
                    ? host.endsWith(text.substring(1))
                    : open ? host.startsWith(text) : host.equals(text) || ("[" + host + "]").equals(text);
            if (!pattern.isEmpty() && fits) {
                return true;
            }
        }
        return false;
    }
}
