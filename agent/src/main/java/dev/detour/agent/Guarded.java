package dev.detour.agent;

import dev.detour.client.Hooks;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The last line before the application: whatever goes wrong on our side of a hook is counted and told, and the client
 * goes on as without us, save where the hook knows that this would give a secret away.
 */
final class Guarded implements BiFunction<Object, Object, @Nullable Object> {
    private final Hooks hooks;
    private final int number;
    private final Consumer<Throwable> faults;

    /**
     * @param number of the one of these hooks
     */
    Guarded(Hooks hooks, int number, Consumer<Throwable> faults) {
        this.hooks = hooks;
        this.number = number;
        this.faults = faults;
    }

    @Override
    public @Nullable Object apply(Object subject, Object more) {
        try {
            return hooks.call(number, subject, more);
        } catch (Throwable fault) {
            tell(fault);
            return afterFault(subject, more);
        }
    }

    private void tell(Throwable fault) {
        try {
            faults.accept(fault);
        } catch (Throwable worse) {
            // Nobody is left to tell: out of memory or stack.
        }
    }

    private @Nullable Object afterFault(Object subject, Object more) {
        try {
            return hooks.afterFault(number, subject, more);
        } catch (Throwable worse) {
            tell(worse);
            return null;
        }
    }
}
