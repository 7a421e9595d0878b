package dev.detour.call;

import dev.detour.breaker.Breaker;
import dev.detour.breaker.BreakerPolicy;
import dev.detour.breaker.Breakers;
import dev.detour.breaker.Lane;
import dev.detour.exchange.Origin;
import dev.detour.exchange.Url;
import dev.detour.network.ProxyServer;
import dev.detour.retry.RetryBudget;
import dev.detour.retry.RetryBudgets;
import dev.detour.route.Edits;
import dev.detour.route.Rewrite;
import org.jspecify.annotations.Nullable;

/** One path, for the calls of one URL: all that is the same for each of them, worked out once. For any thread. */
final class Way {
    private final PathRules path;
    private final Rewrite rewrite;
    private final Edits headers;
    private final Lane lane;
    private final BreakerPolicy policy;
    private final Breakers breakers;
    private final RetryBudgets budgets;
    private final @Nullable String proxy;
    private volatile @Nullable Breaker breaker;
    private volatile @Nullable RetryBudget budget;

    /**
     * One way.
     *
     * @param rewrite what the path makes of the URL
     * @param headers to set and to remove
     */
    Way(RouteRules route, PathRules path, Rewrite rewrite, Edits headers, Breakers breakers, RetryBudgets budgets) {
        this.path = path;
        this.rewrite = rewrite;
        this.headers = headers;
        this.lane = Lane.of(
                route.route().name(), path.path().name(), rewrite.target().origin());
        this.policy = route.breakerOf(path);
        this.breakers = breakers;
        this.budgets = budgets;
        ProxyServer server = path.network().proxy().proxyFor(rewrite.target().origin());
        this.proxy = server == null ? null : server.toString();
    }

    PathRules path() {
        return path;
    }

    Rewrite rewrite() {
        return rewrite;
    }

    Edits headers() {
        return headers;
    }

    /** Where it leads. */
    Url target() {
        return rewrite.target();
    }

    private Origin origin() {
        return lane.origin();
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
            known = breakers.of(lane, policy);
            breaker = known;
        }
        return known;
    }

    RetryBudget budget() {
        RetryBudget known = budget;
        if (known == null) {
            known = budgets.of(origin());
            budget = known;
        }
        return known;
    }
}
