package dev.detour.call;

import dev.detour.breaker.Breaker;
import dev.detour.breaker.BreakerPolicy;
import dev.detour.breaker.Breakers;
import dev.detour.breaker.Lane;
import dev.detour.exchange.Url;
import dev.detour.network.ProxyServer;
import dev.detour.retry.RetryBudget;
import dev.detour.retry.RetryBudgets;
import dev.detour.retry.RetryPolicy;
import dev.detour.route.Edits;
import dev.detour.route.Match;
import dev.detour.route.Rewrite;
import org.jspecify.annotations.Nullable;

/** One path, for the calls of one place: all that is the same for each of them, worked out once. For any thread. */
final class Way {
    private final PathRules path;
    private final RetryPolicy retry;
    private final @Nullable String provider;
    private final PathEdits edits;
    private final Match match;
    private final Rewrite rewrite;
    private final Lane lane;
    private final BreakerPolicy policy;
    private final Breakers breakers;
    private final long number;
    private final RetryBudgets budgets;
    private final @Nullable String proxy;
    private volatile @Nullable Breaker breaker;
    private volatile @Nullable RetryBudget budget;

    /**
     * One way.
     *
     * @param edits of the path
     * @param place the URL without its query
     * @param match of the route, which the place fits
     * @param number of the rules
     */
    Way(
            RouteRules route,
            PathRules path,
            PathEdits edits,
            Url place,
            Match match,
            Breakers breakers,
            long number,
            RetryBudgets budgets) {
        this.path = path;
        this.retry = route.retryOf(path);
        this.provider = route.providerOf(path);
        this.edits = edits;
        this.match = match;
        this.rewrite = edits.rewrite(place, match);
        this.lane = Lane.of(
                route.route().name(), path.path().name(), rewrite.target().origin());
        this.policy = route.breakerOf(path);
        this.breakers = breakers;
        this.number = number;
        this.budgets = budgets;
        ProxyServer server = path.network().proxy().proxyFor(lane.origin());
        this.proxy = server == null ? null : server.toString();
    }

    PathRules path() {
        return path;
    }

    RetryPolicy retry() {
        return retry;
    }

    /** Whose errors are to be expected there; null: by the host that the application meant. */
    @Nullable
    String provider() {
        return provider;
    }

    /** What the path makes of a URL there. A query, which may be a secret, is not remembered. */
    Rewrite rewrite(Url asked) {
        return asked.query() == null ? rewrite : edits.rewrite(asked, match);
    }

    /** To set and to remove. */
    Edits headers() {
        return edits.headers();
    }

    /** The proxy of ours in the way, as people are told; null where there is none. */
    @Nullable
    String proxy() {
        return proxy;
    }

    /** Null where the policy wants none, or where there are too many. */
    @Nullable
    Breaker breaker() {
        Breaker known = breaker;
        if (known == null && policy.isOn()) {
            known = breakers.of(lane, policy, number);
            breaker = known;
        }
        return known;
    }

    RetryBudget budget() {
        RetryBudget known = budget;
        if (known == null) {
            known = budgets.of(lane.origin());
            budget = known;
        }
        return known;
    }
}
