package dev.detour.agent;

import dev.detour.client.Coverage;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The classes that were changed, and those that could not be, by their loaders, which are held weakly. */
final class Woven implements Coverage {
    private final Consumer<Throwable> faults;
    private final Map<@Nullable ClassLoader, Set<String>> woven = new WeakHashMap<>();
    private final Map<@Nullable ClassLoader, Map<String, String>> refused = new WeakHashMap<>();

    /** With whom to tell of a client that is not routed: when it makes its first call, once for each class. */
    Woven(Consumer<Throwable> faults) {
        this.faults = faults;
    }

    synchronized void add(@Nullable ClassLoader loader, String name) {
        woven.computeIfAbsent(loader, unseen -> new HashSet<>()).add(name);
    }

    /** One that its client's calls are not safe without. */
    synchronized void refuse(@Nullable ClassLoader loader, String name, Throwable why) {
        refused.computeIfAbsent(loader, unseen -> new HashMap<>()).put(name, String.valueOf(why.getMessage()));
    }

    /** The loaders of clients that are not routed. */
    synchronized Set<ClassLoader> refused() {
        return refused.keySet().stream().filter(Objects::nonNull).collect(Collectors.toSet());
    }

    @Override
    public boolean has(@Nullable ClassLoader loader, Collection<String> names) {
        Map<String, String> untold;
        synchronized (this) {
            if (woven.getOrDefault(loader, Set.of()).containsAll(names)) {
                return true;
            }
            untold = new HashMap<>(refused.getOrDefault(loader, Map.of()));
            untold.keySet().retainAll(names);
            refused.getOrDefault(loader, new HashMap<>()).keySet().removeAll(untold.keySet());
        }
        untold.forEach((name, why) -> faults.accept(new IllegalStateException(
                "calls go as without the agent, because " + name.replace('/', '.') + " could not be changed: " + why)));
        return false;
    }
}
