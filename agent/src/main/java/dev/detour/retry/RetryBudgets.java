package dev.detour.retry;

import dev.detour.exchange.Origin;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A budget for each origin. An application may call any number of origins: those beyond the first
 * {@link #MOST_ORIGINS} share one, which errs on the side of fewer repeats. For any thread; nobody waits.
 */
public final class RetryBudgets {
    /** A route leads to a handful; without a limit a crawler would fill the memory. */
    public static final int MOST_ORIGINS = 1_000;

    private final ConcurrentMap<Origin, RetryBudget> budgets = new ConcurrentHashMap<>();
    private final RetryBudget shared = new RetryBudget();

    public RetryBudget of(Origin origin) {
        RetryBudget known = budgets.get(origin);
        if (known != null) {
            return known;
        }
        // Threads that meet here may each add one: the limit is no less a limit for a handful more.
        if (budgets.size() >= MOST_ORIGINS) {
            return shared;
        }
        RetryBudget added = new RetryBudget();
        RetryBudget present = budgets.putIfAbsent(origin, added);
        return present == null ? added : present;
    }

    /** What there is now, for whoever wants to look; without the one that many may share. */
    public Map<Origin, RetryBudget> all() {
        return Map.copyOf(budgets);
    }
}
