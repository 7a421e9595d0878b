package dev.detour.agent;

import dev.detour.client.Hook;
import org.jspecify.annotations.Nullable;

/**
 * Makes a hook fail, so that a test can see that the application does not notice: {@code -Ddetour.fault.hook=NUMBER}.
 */
final class InjectedFault {
    private static final String PROPERTY = "detour.fault.hook";

    private InjectedFault() {}

    static Hook orElse(int number, Hook hook) {
        return number == Integer.getInteger(PROPERTY, -1) ? new Failing(hook) : hook;
    }

    private static final class Failing implements Hook {
        private final Hook hook;

        Failing(Hook hook) {
            this.hook = hook;
        }

        @Override
        public @Nullable Object call(Object[] arguments) {
            throw new IllegalStateException(PROPERTY + " makes this hook fail");
        }

        @Override
        public @Nullable Object failed(Object[] arguments) throws Throwable {
            return hook.failed(arguments);
        }
    }
}
