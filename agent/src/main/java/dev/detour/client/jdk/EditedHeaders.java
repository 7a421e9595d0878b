package dev.detour.client.jdk;

import dev.detour.route.Edits;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An application's headers as a path changes them: a look at them, whose keys have no case, for the JDK to make its own
 * copy of. A map of ours in between would be one more with every call.
 */
final class EditedHeaders extends AbstractMap<String, List<String>> {
    private final Map<String, List<String>> own;
    private final Edits edits;
    private final @Nullable String alsoRemoved;

    EditedHeaders(Map<String, List<String>> own, Edits edits, @Nullable String alsoRemoved) {
        this.own = own;
        this.edits = edits;
        this.alsoRemoved = alsoRemoved;
    }

    /** What is set in the place of a header of the application's is spelled as that was. */
    @Override
    public void forEach(BiConsumer<? super String, ? super List<String>> action) {
        List<Entry<String, String>> set = edits.setInOrder();
        own.forEach((name, values) -> {
            Entry<String, String> replaced = find(name, set);
            if (replaced != null) {
                action.accept(name, List.of(replaced.getValue()));
            } else if (!isRemoved(name)) {
                action.accept(name, values);
            }
        });
        for (int i = 0; i < set.size(); i++) {
            String name = set.get(i).getKey();
            if (!own.containsKey(name)) { // the JDK's own map, whose keys have no case
                action.accept(name, List.of(set.get(i).getValue()));
            }
        }
    }

    private static @Nullable Entry<String, String> find(String name, List<Entry<String, String>> set) {
        for (int i = 0; i < set.size(); i++) {
            if (set.get(i).getKey().equalsIgnoreCase(name)) {
                return set.get(i);
            }
        }
        return null;
    }

    @Override
    public @Nullable List<String> get(Object key) {
        String name = String.valueOf(key);
        Entry<String, String> replaced = find(name, edits.setInOrder());
        if (replaced != null) {
            return List.of(replaced.getValue());
        }
        return isRemoved(name) ? null : own.get(name);
    }

    @Override
    public boolean containsKey(Object name) {
        return get(name) != null;
    }

    private boolean isRemoved(String name) {
        List<String> removed = edits.removedInOrder();
        for (int i = 0; i < removed.size(); i++) {
            if (removed.get(i).equalsIgnoreCase(name)) {
                return true;
            }
        }
        return name.equalsIgnoreCase(alsoRemoved);
    }

    @Override
    public Set<Entry<String, List<String>>> entrySet() {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        forEach(copy::put);
        return Collections.unmodifiableMap(copy).entrySet();
    }
}
