package dev.detour.agent;

import dev.detour.client.Change;
import dev.detour.weave.Weaver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the changes of all clients into their classes. A plain look-up by exact name: all else goes by untouched. */
final class Transformer {
    private final Map<String, List<Change>> changes = new HashMap<>();

    Transformer(List<Change> changes) {
        for (Change change : changes) {
            this.changes
                    .computeIfAbsent(change.type(), type -> new ArrayList<>())
                    .add(change);
        }
    }

    /**
     * The changed class.
     *
     * @return null where nothing of ours is to be changed in it
     * @throws IllegalStateException where a method that is to be changed is not there, or cannot be
     */
    byte @Nullable [] transform(String internalName, byte[] bytes) {
        List<Change> wanted = changes.get(internalName);
        if (wanted == null) {
            return null;
        }
        InjectedFault.checkWeaving(internalName);
        Weaver weaver = new Weaver(bytes);
        for (Change change : wanted) {
            weaver.change(change.methods(), change.advice());
        }
        return weaver.weave();
    }

    /** Whether the calls of its client are not safe without the changes in this class. */
    boolean isNeeded(String internalName) {
        return changes.getOrDefault(internalName, List.of()).stream().anyMatch(Change::isNeeded);
    }
}
