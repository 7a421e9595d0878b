package dev.detour.exchange;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * What was worked out before, for what is asked again and again: nearly all calls of a program repeat a few URLs. Forgets
 * all when it is full, which is a matter of characters: two thousand short URLs, or a dozen endless ones. For any thread.
 */
public final class Memo<K, V> {
    /** With what is made of each, a megabyte or two. */
    private static final int MOST_CHARACTERS = 100_000;

    /** What a short key counts as: what is made of it has a size too. */
    private static final int LEAST_CHARACTERS = 50;

    private static final int OTHER_KEY = 200;

    private final Function<K, V> work;
    private final ToIntFunction<K> length;
    private final ConcurrentMap<K, V> known = new ConcurrentHashMap<>();
    private final AtomicInteger characters = new AtomicInteger();

    /**
     * For keys that a program has few of.
     *
     * @param work as in the other
     */
    public Memo(Function<K, V> work) {
        this(work, key -> OTHER_KEY);
    }

    /**
     * For keys that may be of any length.
     *
     * @param work what is to be worked out: the same for the same key at any time
     * @param length of a key, in characters
     */
    public Memo(Function<K, V> work, ToIntFunction<K> length) {
        this.work = work;
        this.length = length;
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
            remember(key, found);
        }
        return found;
    }

    private void remember(K key, V value) {
        int more = Math.max(LEAST_CHARACTERS, length.applyAsInt(key));
        if (more > MOST_CHARACTERS) {
            return;
        }
        if (characters.get() > MOST_CHARACTERS - more) {
            // In this order: who adds in between is counted and maybe forgotten, and never known without being counted.
            characters.set(0);
            known.clear();
        }
        if (known.put(key, value) == null) {
            characters.addAndGet(more);
        }
    }
}
