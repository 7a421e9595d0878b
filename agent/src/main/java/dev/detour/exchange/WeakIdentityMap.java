package dev.detour.exchange;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers something about objects of others, by identity, for as long as they live. Values must not refer to their
 * keys. Thread-safe.
 */
public final class WeakIdentityMap<K, V> {
    private final ConcurrentHashMap<Object, V> values = new ConcurrentHashMap<>();
    private final ReferenceQueue<Object> dead = new ReferenceQueue<>();

    public void put(K key, V value) {
        purge();
        values.put(new Key(key, dead), value);
    }

    public @Nullable V get(K key) {
        return values.isEmpty() ? null : values.get(new Sought(key));
    }

    /** Remembers the value unless there is one; the one that was there, or null. */
    public @Nullable V putIfAbsent(K key, V value) {
        purge();
        return values.putIfAbsent(new Key(key, dead), value);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    private void purge() {
        for (Reference<?> gone = dead.poll(); gone != null; gone = dead.poll()) {
            values.remove(gone);
        }
    }

    private static final class Key extends WeakReference<Object> {
        private final int hash;

        Key(Object referent, ReferenceQueue<Object> queue) {
            super(referent, queue);
            hash = System.identityHashCode(referent);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (this == other) {
                return true;
            }
            Object mine = get();
            return mine != null && other instanceof Key && ((Key) other).refers(mine);
        }

        boolean refers(Object object) {
            return get() == object;
        }
    }

    /** Equal to the key that refers to the same object: a reference made for one look is dear to the collector. */
    private static final class Sought {
        private final Object object;

        Sought(Object object) {
            this.object = object;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }

        @Override
        @SuppressWarnings("EqualsUnsafeCast") // it is asked about the keys of this map alone
        public boolean equals(@Nullable Object other) {
            return other instanceof Key && ((Key) other).refers(object);
        }
    }
}
