package dev.detour.client;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Which classes carry our hooks. A client that lacks one of those that keep its calls safe is not routed: a call that
 * were sent to another host by one hook, and missed the next, could leave credentials with a third.
 */
public interface Coverage {
    /**
     * Whether all of these classes of a loader were changed; false also before they are loaded.
     *
     * @param names internal names
     */
    boolean has(@Nullable ClassLoader loader, Collection<String> names);
}
