package dev.detour.route;

import com.google.auto.value.AutoValue;
import com.google.auto.value.extension.memoized.Memoized;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is set, replaced or removed among headers, or among query values: by name. */
@AutoValue
public abstract class Edits {
    private static final Edits NONE = of(Map.of(), Set.of());

    /** Each of these names gets this one value, whatever it had. The values may be secrets. */
    public abstract Map<String, String> set();

    /** These names are removed. */
    public abstract Set<String> remove();

    /** The same as {@link #set} and {@link #remove}, for a walk at every call: a list of these needs no iterator. */
    @Memoized
    public List<Map.Entry<String, String>> setInOrder() {
        return List.copyOf(set().entrySet());
    }

    @Memoized
    public List<String> removedInOrder() {
        return List.copyOf(remove());
    }

    public static Edits of(Map<String, String> set, Set<String> remove) {
        return new AutoValue_Edits(Map.copyOf(set), Set.copyOf(remove));
    }

    public static Edits none() {
        return NONE;
    }

    public final boolean isEmpty() {
        return set().isEmpty() && remove().isEmpty();
    }

    /** Names only: the values may be secrets. */
    @Override
    public final String toString() {
        return "Edits{set=" + set().keySet() + ", remove=" + remove() + "}";
    }
}
