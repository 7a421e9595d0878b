package dev.detour.doctor;

import dev.detour.call.PathRules;
import dev.detour.call.RouteRules;
import dev.detour.call.Rules;
import dev.detour.exchange.Url;
import dev.detour.network.NetworkSettings;
import dev.detour.network.ProxyServer;
import dev.detour.route.CredentialRule;
import dev.detour.route.Match;
import dev.detour.route.Path;
import dev.detour.route.Rewrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which ways there are for a call, the one that is asked about first: the proxies that the user names, else the paths of
 * the route that matches where the mode is to act, else the JVM's own proxy, else direct. The others stand beside it to
 * compare with.
 */
final class Courses {
    private final Url url;
    private final Rules rules;
    private final JvmProxies jvm;
    private final Api api;
    private final @Nullable String provider;
    private final List<Course> courses = new ArrayList<>();

    private Courses(Url url, Rules rules, Map<String, String> properties, @Nullable String provider) {
        this.url = url;
        this.rules = rules;
        this.jvm = new JvmProxies(properties);
        this.api = new Api(rules.providers());
        this.provider = provider;
    }

    /**
     * All of them, no two alike.
     *
     * @param properties of the JVM whose calls are meant
     * @param named the proxies that the user names
     * @param provider whose answers to expect; null: by route, host or URL
     */
    static List<Course> of(
            Url url, Rules rules, Map<String, String> properties, List<ProxyServer> named, @Nullable String provider) {
        Courses courses = new Courses(url, rules, properties, provider);
        named.forEach(courses::addProxy);
        if (!rules.observesOnly()) {
            courses.addPaths();
        }
        ProxyServer own = courses.jvm.proxyFor(url.origin());
        if (own != null) {
            courses.addProxy(own);
        }
        courses.add(courses.plain("direct").build());
        if (rules.observesOnly()) {
            courses.addPaths(); // where calls would go
        }
        return List.copyOf(courses.courses);
    }

    private Course.Builder plain(String name) {
        return Course.of(name, url).provider(provider == null ? api.providerOf(url) : provider);
    }

    private void addProxy(ProxyServer proxy) {
        add(plain("proxy " + proxy).proxy(proxy).build());
    }

    private void addPaths() {
        RouteRules route = rules.routeOf(url);
        Match match = route == null ? null : route.route().match(url);
        if (route == null || match == null) {
            return;
        }
        for (PathRules path : route.paths()) {
            add(course(route, match, path));
        }
    }

    private Course course(RouteRules route, Match match, PathRules rulesOfPath) {
        Path path = rulesOfPath.path();
        NetworkSettings network = rulesOfPath.network();
        Url target = Rewrite.of(url, match, path, CredentialRule.query(path, rules.credentialQuery()))
                .target();
        ProxyServer proxy = network.proxy().isApplication()
                ? jvm.proxyFor(target.origin())
                : network.proxy().proxyFor(target.origin());
        String said = rulesOfPath.provider() == null ? route.provider() : rulesOfPath.provider();
        return Course.of(name(route, path, proxy), url)
                .target(target)
                .proxy(proxy)
                .trust(target.origin().isSecure() ? network.trust() : List.of())
                .clientCertificate(target.origin().isSecure() ? network.clientCertificate() : null)
                .hosts(network.hosts())
                .refusesBogons(network.refusesBogons())
                .headers(CredentialRule.headers(path, rules.credentialHeaders()))
                .forwardsKey(path.credentials() == Path.Credentials.FORWARD)
                .provider(provider != null ? provider : said != null ? said : provider(target))
                .build();
    }

    private @Nullable String provider(Url target) {
        String byAsked = api.providerOf(url);
        return byAsked == null ? api.providerOf(target) : byAsked;
    }

    private String name(RouteRules route, Path path, @Nullable ProxyServer proxy) {
        boolean byVariables = route.route().name().equals("environment");
        String name =
                byVariables ? "by the variables" : "route " + route.route().name();
        name += rules.observesOnly() ? " (only observed)" : "";
        name += route.paths().size() > 1 ? ", path " + path.name() : "";
        return proxy == null ? name : name + ", proxy " + proxy;
    }

    private void add(Course course) {
        if (courses.stream().noneMatch(course::isLike)) {
            courses.add(course);
        }
    }
}
