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

/**
 * The plan for each URL, by one set of rules. Nearly all calls of a program repeat a few, with one query or another, which
 * may be a secret: a plan is for the place, the URL without it. For any thread.
 */
final class Plans {
    private final Rules rules;
    private final Breakers breakers;
    private final RetryBudgets budgets;
    private final long number;
    private final Memo<Url, Optional<Plan>> known = new Memo<>(place -> Optional.ofNullable(made(place)), Url::length);

    /**
     * Of these rules.
     *
     * @param number of the rules, higher than that of those before
     */
    Plans(Rules rules, Breakers breakers, RetryBudgets budgets, long number) {
        this.rules = rules;
        this.breakers = breakers;
        this.budgets = budgets;
        this.number = number;
    }

    /** Null where no route wants the URL. */
    @Nullable
    Plan of(Url asked) {
        Url place = asked.query() == null ? asked : Url.of(asked.origin(), asked.path(), null);
        return known.of(place).orElse(null);
    }

    private @Nullable Plan made(Url place) {
        RouteRules route = rules.routeOf(place);
        if (route == null) {
            return null;
        }
        Match match = Objects.requireNonNull(route.route().match(place), "the route that matched");
        return new Plan(
                route,
                route.paths().stream()
                        .map(path -> new Way(route, path, rules.editsOf(path), place, match, breakers, number, budgets))
                        .collect(Collectors.toList()));
    }
}
