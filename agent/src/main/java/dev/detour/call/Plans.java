package dev.detour.call;

import dev.detour.breaker.Breakers;
import dev.detour.exchange.Memo;
import dev.detour.exchange.Url;
import dev.detour.retry.RetryBudgets;
import dev.detour.route.Match;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The plan for each URL, by one set of rules. Nearly all calls of a program repeat a few. For any thread. */
final class Plans {
    private final Rules rules;
    private final Breakers breakers;
    private final RetryBudgets budgets;
    private final Memo<Url, Optional<Plan>> known = new Memo<>(asked -> Optional.ofNullable(made(asked)));

    Plans(Rules rules, Breakers breakers, RetryBudgets budgets) {
        this.rules = rules;
        this.breakers = breakers;
        this.budgets = budgets;
    }

    /** Null where no route wants the URL. One with a query, which may be a secret, is not remembered. */
    @Nullable
    Plan of(Url asked) {
        return asked.query() == null ? known.of(asked).orElse(null) : made(asked);
    }

    private @Nullable Plan made(Url asked) {
        RouteRules route = rules.routeOf(asked);
        if (route == null) {
            return null;
        }
        Match match = Objects.requireNonNull(route.route().match(asked), "the route that matched");
        return new Plan(
                route,
                route.paths().stream()
                        .map(path -> way(route, path, asked, match))
                        .collect(Collectors.toList()));
    }

    private Way way(RouteRules route, PathRules path, Url asked, Match match) {
        PathEdits edits = rules.editsOf(path);
        return new Way(route, path, edits.rewrite(asked, match), edits.headers(), breakers, budgets);
    }
}
