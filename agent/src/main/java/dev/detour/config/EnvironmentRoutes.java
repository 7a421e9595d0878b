package dev.detour.config;

import dev.detour.breaker.BreakerPolicy;
import dev.detour.call.PathRules;
import dev.detour.call.RouteRules;
import dev.detour.call.RouteRules.CallerRetries;
import dev.detour.exchange.Url;
import dev.detour.network.NetworkSettings;
import dev.detour.network.ProxyChoice;
import dev.detour.retry.RetryPolicy;
import dev.detour.route.Edits;
import dev.detour.route.Match;
import dev.detour.route.Path;
import dev.detour.route.Route;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The routes that the standard variables make: one for each base URL, and a last one for all other calls.
 *
 * <p>A variable that means nothing is left out and told; the others count. They were set for other tools, each for
 * itself, and a stale bundle of one of them is no reason to take the proxy away. Without the one variable, its calls go
 * as they would without the agent.
 */
final class EnvironmentRoutes {
    private static final String LAST = "environment";
    private static final List<String> PROXIES = List.of("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY");
    private static final List<String> ROOTS = List.of("SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE");

    private final Binding binding;
    private final Environment environment;

    EnvironmentRoutes(Binding binding) {
        this.binding = binding;
        this.environment = binding.environment;
    }

    /** After the routes of the file. A route that would change nothing is not made: it would only cost. */
    void addTo(List<BoundRoute> routes) {
        Map<String, String> origins = new LinkedHashMap<>();
        ProxyChoice proxy = proxy(origins);
        Set<X509Certificate> roots = roots(origins);
        NetworkSettings network =
                NetworkSettings.builder().proxy(proxy).trust(List.copyOf(roots)).build();
        for (Map.Entry<String, String> base : bases().entrySet()) {
            addBase(base.getKey(), base.getValue(), network, routes);
        }
        if (!origins.isEmpty()) {
            add(LAST, Where.variable(origins.keySet().iterator().next()), Match.everything(), null, network, routes);
            origins.forEach(
                    (name, shown) -> binding.record("routes." + LAST + "." + key(name), shown, "variable " + name));
            recordExceptions(origins.keySet());
        }
    }

    private void recordExceptions(Set<String> used) {
        String exceptions = environment.either("NO_PROXY");
        if (exceptions != null && PROXIES.stream().anyMatch(used::contains)) {
            binding.record("routes." + LAST + ".proxy.NO_PROXY", Texts.shown(exceptions), "variable NO_PROXY");
        }
    }

    /** Which part of an application's URLs each vendor's own SDKs let the variable take the place of. */
    private static Map<String, String> bases() {
        Map<String, String> bases = new LinkedHashMap<>();
        bases.put("ANTHROPIC_BASE_URL", "https://api.anthropic.com");
        bases.put("OPENAI_BASE_URL", "https://api.openai.com/v1");
        bases.put("GOOGLE_GEMINI_BASE_URL", "https://generativelanguage.googleapis.com");
        return bases;
    }

    private static String key(String variable) {
        return PROXIES.contains(variable) ? "proxy." + variable : "trust." + variable;
    }

    private void addBase(String variable, String vendor, NetworkSettings network, List<BoundRoute> routes) {
        String given = environment.either(variable);
        if (given == null) {
            return;
        }
        Url base;
        try {
            base = Urls.BASE.read(given);
        } catch (Malformed malformed) {
            leaveOut(variable, "'" + Texts.shown(given) + "' " + malformed.problem());
            return;
        }
        if (!base.origin().isSecure() && !Urls.isLoopback(base.origin().host())) {
            binding.warn("variable " + variable + ": the application's credentials go to " + base.origin()
                    + " over plain http, where anybody on the way can read them");
        }
        add(variable, Where.variable(variable), Match.of(Url.parse(vendor), false), base, network, routes);
        binding.record("routes." + variable + ".match", vendor, Setting.DEFAULT);
        binding.record("routes." + variable + ".to.url", base.toString(), "variable " + variable);
    }

    private void add(
            String name,
            Where where,
            Match match,
            @Nullable Url base,
            NetworkSettings network,
            List<BoundRoute> routes) {
        refuseTaken(name, routes);
        Path path = Path.of(
                base == null ? "direct" : base.toString(),
                base,
                Path.Credentials.FORWARD,
                Edits.none(),
                Edits.none(),
                1);
        PathRules rules = PathRules.of(path, network);
        RouteRules route = RouteRules.of(
                Route.of(name, List.of(match)),
                List.of(rules),
                RetryPolicy.never(),
                BreakerPolicy.off(),
                CallerRetries.AUTO,
                false,
                null);
        routes.add(new BoundRoute(route, where, List.of(new BoundPath(rules, where, List.of(match), false))));
    }

    private void refuseTaken(String name, List<BoundRoute> routes) {
        for (BoundRoute route : routes) {
            if (route.rules().route().name().equals(name)) {
                binding.faults.add(
                        route.where(),
                        "the name '" + name + "' is that of the environment's own route; give this one another 'name'");
            }
        }
    }

    /** The proxies of those variables that mean something. */
    private ProxyChoice proxy(Map<String, String> origins) {
        Map<String, String> usable = new HashMap<>(environment.variables());
        for (String variable : PROXIES) {
            String given = environment.either(variable);
            if (given == null) {
                continue;
            }
            try {
                origins.put(variable, String.valueOf(binding.readers.proxy(withScheme(given))));
            } catch (IllegalArgumentException broken) {
                leaveOut(variable, "is not a proxy: " + broken.getMessage());
                usable.remove(variable);
                usable.remove(variable.toLowerCase(Locale.ROOT));
            }
        }
        try {
            return origins.isEmpty() ? ProxyChoice.APPLICATION : binding.readers.environment(usable);
        } catch (IllegalArgumentException broken) {
            binding.leaveOut("variable " + broken.getMessage() + "; the proxies' variables are left out");
            origins.clear();
            return ProxyChoice.APPLICATION;
        }
    }

    private static String withScheme(String proxy) {
        return proxy.contains("://") ? proxy : "http://" + proxy;
    }

    private Set<X509Certificate> roots(Map<String, String> origins) {
        Set<X509Certificate> roots = new LinkedHashSet<>();
        for (String variable : ROOTS) {
            String given = environment.either(variable);
            if (given != null && addRoots(variable, given, roots)) {
                origins.put(variable, Texts.shown(given));
            }
        }
        return roots;
    }

    private boolean addRoots(String variable, String given, Set<X509Certificate> roots) {
        String file = given;
        try {
            file = FileReads.resolve(environment.directory(), given);
            binding.reads.read(file);
            List<X509Certificate> found = binding.readers.certificates(file, null);
            if (found.isEmpty()) {
                throw new IOException("it holds no certificate");
            }
            roots.addAll(found);
            return true;
        } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
            leaveOut(variable, "'" + Texts.shown(given) + "' cannot be read: " + KeyFileProblem.of(unreadable, file));
            return false;
        }
    }

    private void leaveOut(String variable, String problem) {
        binding.leaveOut("variable " + variable + ": " + problem + "; it is left out");
    }
}
