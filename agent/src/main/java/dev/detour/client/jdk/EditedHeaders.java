package dev.detour.client.jdk;

import dev.detour.route.Edits;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An application's headers as a path changes them: a look at them, for the JDK to make its own copy of. A map of ours in
 * between would be one more with every call.
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

    @Override
    public void forEach(BiConsumer<? super String, ? super List<String>> action) {
        own.forEach((name, values) -> {
            if (!isChanged(name)) {
                action.accept(name, values);
            }
        });
        List<Entry<String, String>> set = edits.setInOrder();
        for (int i = 0; i < set.size(); i++) {
            action.accept(set.get(i).getKey(), List.of(set.get(i).getValue()));
        }
    }

    private boolean isChanged(String name) {
        if (name.equalsIgnoreCase(alsoRemoved)) {
            return true;
        }
        List<String> removed = edits.removedInOrder();
        for (int i = 0; i < removed.size(); i++) {
            if (removed.get(i).equalsIgnoreCase(name)) {
                return true;
            }
        }
        List<Entry<String, String>> set = edits.setInOrder();
        for (int i = 0; i < set.size(); i++) {
            if (set.get(i).getKey().equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Set<Entry<String, List<String>>> entrySet() {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        forEach(copy::put);
        return copy.entrySet();
    }
}
