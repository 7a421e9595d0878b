package dev.detour.breaker;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The breakers of all lanes. They outlive a reload of the configuration as long as their lane and policy stay the same.
 * For any thread; nobody waits.
 */
public final class Breakers {
    /** A route leads to a handful of origins; an application that calls ever new ones is not to fill the memory. */
    static final int MOST_LANES = 1_000;

    /** Is told of changes; must neither block nor throw. */
    public interface Listener {
        /** As {@link Breaker.Listener#opened}. */
        void opened(Lane lane, Opening opening, int failures, Duration span);

        void closed(Lane lane);
    }

    private final ConcurrentMap<Lane, Breaker> breakers = new ConcurrentHashMap<>();
    private final DoubleSupplier random;
    private final Listener listener;

    public Breakers(DoubleSupplier random, Listener listener) {
        this.random = random;
        this.listener = listener;
    }

    /** The breaker of a lane; null where the policy wants none, or where there are too many. */
    public @Nullable Breaker of(Lane lane, BreakerPolicy policy) {
        if (!policy.isOn()) {
            return null;
        }
        Breaker known = breakers.get(lane);
        if (known != null && known.policy().equals(policy)) {
            return known;
        }
        // Threads that meet here may each add one: the limit is no less a limit for a handful more.
        if (known == null && breakers.size() >= MOST_LANES) {
            return null;
        }
        return breakers.compute(
                lane,
                (key, present) -> present != null && present.policy().equals(policy)
                        ? present
                        : new Breaker(policy, random, listenerOf(key)));
    }

    private Breaker.Listener listenerOf(Lane lane) {
        return new Breaker.Listener() {
            @Override
            public void opened(Opening opening, int failures, Duration span) {
                listener.opened(lane, opening, failures, span);
            }

            @Override
            public void closed() {
                listener.closed(lane);
            }
        };
    }

    /** Forgets the lanes that are no longer in use. */
    public void retain(Predicate<Lane> inUse) {
        breakers.keySet().removeIf(lane -> !inUse.test(lane));
    }

    /** What there is now, for whoever wants to look. */
    public Map<Lane, Breaker> all() {
        return Map.copyOf(breakers);
    }
}
