package dev.detour.agent;

import dev.detour.client.Hook;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The last line before the application: whatever goes wrong on our side of a hook is counted and told, and the client
 * goes on as without us, save where the hook knows that this would give a secret away.
 */
final class Guarded implements Function<Object[], @Nullable Object> {
    private final Hook hook;
    private final Consumer<Throwable> faults;

    Guarded(Hook hook, Consumer<Throwable> faults) {
        this.hook = hook;
        this.faults = faults;
    }

    @Override
    public @Nullable Object apply(Object[] arguments) {
        try {
            return hook.call(arguments);
        } catch (Throwable fault) {
            tell(fault);
            return afterFault(arguments);
        }
    }

    private void tell(Throwable fault) {
        try {
            faults.accept(fault);
        } catch (Throwable worse) {
            // Nobody is left to tell: out of memory or stack.
        }
    }

    private @Nullable Object afterFault(Object[] arguments) {
        try {
            return hook.afterFault(arguments);
        } catch (Throwable worse) {
            tell(worse);
            return null;
        }
    }
}
