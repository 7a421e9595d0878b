package dev.detour.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.detour.breaker.BreakerPolicy;
import dev.detour.exchange.Url;
import dev.detour.network.NetworkSettings;
import dev.detour.retry.RetryPolicy;
import dev.detour.route.Edits;
import dev.detour.route.Match;
import dev.detour.route.Path;
import dev.detour.route.Route;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RulesTest {
    private static final List<String> HOSTS = List.of("a.test", "b.test", "x.a.test", "y.x.a.test", "test", "aa.test");
    private static final List<String> PATHS = List.of("", "/", "/v1", "/v1/", "/v10", "/v1/x", "/v1/x/y", "/v");

    @Test
    void the_first_route_of_the_file_that_fits_decides() {
        int decided = 0;
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            Rules rules = rules(routes(random, random.nextInt(12)));
            for (int i = 0; i < 25; i++) {
                Url url = url(random);
                RouteRules expected = byScan(rules, url);
                assertThat(rules.routeOf(url)).as("seed %s, %s", seed, url).isSameAs(expected);
                decided += expected == null ? 0 : 1;
            }
        }
        assertThat(decided).isBetween(10_000, 45_000);
    }

    @Test
    void to_find_a_route_among_many_takes_no_memory() {
        List<RouteRules> many = IntStream.range(0, 10_000)
                .mapToObj(i -> route("r" + i, List.of(Match.of(Url.parse("https://h" + i + ".test/v1"), false))))
                .collect(Collectors.toList());
        Rules rules = rules(many);
        Url last = Url.parse("https://h9999.test/v1/messages");
        Url none = Url.parse("https://other.test/v1/messages");
        assertThat(rules.routeOf(last)).isSameAs(many.get(9_999));
        assertThat(rules.routeOf(none)).isNull();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < 10_000; i++) {
            rules.routeOf(last);
            rules.routeOf(none);
        }
        // What is left is the measuring itself, far less than a byte a look-up.
        assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(20_000);
    }

    @Test
    void the_first_path_with_fixed_addresses_of_a_host_decides() throws Exception {
        List<InetAddress> first = List.of(InetAddress.getByName("192.0.2.1"));
        List<InetAddress> second = List.of(InetAddress.getByName("192.0.2.2"));
        List<RouteRules> routes = List.of(
                route("none", List.of(Match.everything())),
                fixed("first", Map.of("a.test", first)),
                fixed("second", Map.of("a.test", second, "b.test", second)));
        assertThat(rules(routes).fixedAddresses("a.test")).isEqualTo(first);
        assertThat(rules(routes).fixedAddresses("b.test")).isEqualTo(second);
        assertThat(rules(routes).fixedAddresses("c.test")).isEmpty();
        assertThat(Rules.of(routes, true, Set.of(), Set.of()).fixedAddresses("a.test"))
                .isEmpty();
    }

    private static @Nullable RouteRules byScan(Rules rules, Url url) {
        for (RouteRules route : rules.routes()) {
            if (route.route().match(url) != null) {
                return route;
            }
        }
        return null;
    }

    private static List<RouteRules> routes(Random random, int count) {
        List<RouteRules> routes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Match> matches = new ArrayList<>();
            for (int j = random.nextInt(3); j >= 0; j--) {
                matches.add(match(random));
            }
            routes.add(route("r" + i, matches));
        }
        return routes;
    }

    private static Match match(Random random) {
        int kind = random.nextInt(20);
        return kind == 0 ? Match.everything() : Match.of(url(random), kind < 6);
    }

    private static Url url(Random random) {
        String scheme = random.nextInt(4) == 0 ? "http" : "https";
        String port = random.nextInt(4) == 0 ? ":8443" : "";
        return Url.parse(scheme + "://" + one(HOSTS, random) + port + one(PATHS, random));
    }

    private static String one(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static Rules rules(List<RouteRules> routes) {
        return Rules.of(routes, false, Rules.CREDENTIAL_HEADERS, Set.of());
    }

    private static RouteRules route(String name, List<Match> matches) {
        return route(name, matches, NetworkSettings.none());
    }

    private static RouteRules fixed(String name, Map<String, List<InetAddress>> hosts) {
        return route(
                name,
                List.of(Match.everything()),
                NetworkSettings.builder().hosts(hosts).build());
    }

    private static RouteRules route(String name, List<Match> matches, NetworkSettings network) {
        Path path = Path.of("path", null, Path.Credentials.FORWARD, Edits.none(), Edits.none(), 1);
        return RouteRules.of(
                Route.of(name, matches),
                List.of(PathRules.of(path, network)),
                RetryPolicy.builder().build(),
                BreakerPolicy.off(),
                RouteRules.CallerRetries.AUTO,
                true,
                null);
    }
}
