package dev.detour.exchange;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * What was worked out before, for what is asked again and again: nearly all calls of a program repeat a few URLs. Forgets
 * all when it is full. For any thread.
 */
public final class Memo<K, V> {
    private static final int MOST = 500;

    private final Function<K, V> work;
    private final ConcurrentMap<K, V> known = new ConcurrentHashMap<>();

    /** With what is to be worked out: the same for the same key at any time. */
    public Memo(Function<K, V> work) {
        this.work = work;
    }

    /** How many keys it knows. */
    int size() {
        return known.size();
    }

    /** What is known of a key, or else found out now; what the work throws comes out. */
    public V of(K key) {
        V found = known.get(key);
        if (found == null) {
            found = work.apply(key);
            if (known.size() >= MOST) {
                known.clear();
            }
            known.put(key, found);
        }
        return found;
    }
}
