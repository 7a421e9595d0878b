package dev.detour.breaker;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiPredicate;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
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

    /** A lane's breaker, and the newest rules that have asked for it. */
    private static final class Entry {
        final Breaker breaker;
        final long rules;

        Entry(Breaker breaker, long rules) {
            this.breaker = breaker;
            this.rules = rules;
        }
    }

    private final ConcurrentMap<Lane, Entry> entries = new ConcurrentHashMap<>();
    private final DoubleSupplier random;
    private final Listener listener;
    private volatile long newest;

    public Breakers(DoubleSupplier random, Listener listener) {
        this.random = random;
        this.listener = listener;
    }

    /**
     * The breaker of a lane. A call that began by older rules gets that of the newer ones, whatever its own policy says:
     * it must not take it from the calls that share it.
     *
     * @param rules the number of the rules that ask; newer ones have a higher number
     * @return null where the policy wants none, or where there are too many
     */
    public @Nullable Breaker of(Lane lane, BreakerPolicy policy, long rules) {
        if (!policy.isOn()) {
            return null;
        }
        Entry known = entries.get(lane);
        if (known != null && known.rules >= rules) {
            return known.breaker;
        }
        // Threads that meet here may each add one: the limit is no less a limit for a handful more.
        if (known == null && entries.size() >= MOST_LANES) {
            return null;
        }
        Entry entry = entries.compute(lane, (key, present) -> entry(key, present, policy, rules));
        if (known == null && entry.rules == rules && rules < newest) {
            entries.remove(lane, entry); // a call of old rules is not to bring back what the newest have no more
        }
        return entry.breaker;
    }

    private Entry entry(Lane lane, @Nullable Entry present, BreakerPolicy policy, long rules) {
        if (present != null && present.rules >= rules) {
            return present;
        }
        Breaker same = present != null && present.breaker.policy().equals(policy) ? present.breaker : null;
        return new Entry(same == null ? new Breaker(policy, random, listenerOf(lane)) : same, rules);
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

    /**
     * Forgets the breakers that are no longer in use.
     *
     * @param inUse by lane and policy
     * @param rules the number of those that are in force now
     */
    public void retain(BiPredicate<Lane, BreakerPolicy> inUse, long rules) {
        newest = rules;
        entries.entrySet()
                .removeIf(entry ->
                        !inUse.test(entry.getKey(), entry.getValue().breaker.policy()));
    }

    /** What there is now, for whoever wants to look. */
    public Map<Lane, Breaker> all() {
        return entries.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue().breaker));
    }
}
