package dev.detour.network;

import dev.detour.exchange.Origin;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY} say.
 *
 * <p>There is no standard for them. Where curl (its manual and {@code lib/noproxy.c}) and Go ({@code
 * golang.org/x/net/http/httpproxy}) agree, so do we; where they differ:
 *
 * <ul>
 *   <li>both cases of a name count, and the lower one wins (curl; Go asks for the upper one first);
 *   <li>{@code HTTP_PROXY} in upper case counts (Go), but not where {@code REQUEST_METHOD} is set: a CGI program gets a
 *       client's {@code Proxy} header under that name (httpoxy);
 *   <li>{@code ALL_PROXY} stands in for either of the two others (curl);
 *   <li>{@code localhost} and loopback addresses are never sent to a proxy (Go): an application's calls to its own
 *       neighbours would end at the proxy's;
 *   <li>{@code NO_PROXY}: see {@link ProxyExceptions}.
 * </ul>
 *
 * <p>A variable that is empty counts as not set. A value without a scheme means {@code http://}.
 */
public final class EnvironmentProxies {
    private EnvironmentProxies() {}

    /**
     * The choice that these variables make.
     *
     * @throws IllegalArgumentException where a proxy cannot be understood; the message begins with the variable's name
     *     and repeats no secret
     */
    public static ProxyChoice of(Map<String, String> variables) {
        ProxyServer all = server(variables, "ALL_PROXY", true);
        ProxyServer http = server(variables, "HTTP_PROXY", isBlank(variables.get("REQUEST_METHOD")));
        ProxyServer https = server(variables, "HTTPS_PROXY", true);
        String exceptions = value(variables, "NO_PROXY", true);
        return new Choice(
                http == null ? all : http,
                https == null ? all : https,
                ProxyExceptions.parse(exceptions == null ? "" : exceptions));
    }

    private static @Nullable ProxyServer server(Map<String, String> variables, String name, boolean upperCounts) {
        String value = value(variables, name, upperCounts);
        if (value == null) {
            return null;
        }
        try {
            return ProxyServer.parse(value.contains("://") ? value : "http://" + value);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(name + ": " + malformed.getMessage(), malformed);
        }
    }

    private static @Nullable String value(Map<String, String> variables, String name, boolean upperCounts) {
        String lower = variables.get(name.toLowerCase(Locale.ROOT));
        String value = isBlank(lower) && upperCounts ? variables.get(name) : lower;
        return value == null || isBlank(value) ? null : value.trim();
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static final class Choice implements ProxyChoice {
        private final @Nullable ProxyServer http;
        private final @Nullable ProxyServer https;
        private final ProxyExceptions exceptions;

        Choice(@Nullable ProxyServer http, @Nullable ProxyServer https, ProxyExceptions exceptions) {
            this.http = http;
            this.https = https;
            this.exceptions = exceptions;
        }

        @Override
        public @Nullable ProxyServer proxyFor(Origin origin) {
            return isLocal(origin.host()) || exceptions.contain(origin) ? null : origin.isSecure() ? https : http;
        }

        private static boolean isLocal(String host) {
            InetAddress address = Addresses.parse(host);
            return address == null ? host.equals("localhost") : address.isLoopbackAddress();
        }

        @Override
        public List<ProxyServer> servers() {
            return Stream.of(https, http).filter(Objects::nonNull).distinct().collect(Collectors.toList());
        }

        @Override
        public String toString() {
            return "environment (https: " + name(https) + ", http: " + name(http) + ", except: " + exceptions + ")";
        }

        private static String name(@Nullable ProxyServer server) {
            return server == null ? "direct" : server.toString();
        }
    }
}
