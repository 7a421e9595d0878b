package dev.detour.agent;

import dev.detour.client.Hooks;
import org.jspecify.annotations.Nullable;

/**
 * Makes a hook fail, or a change of a class, so that a test can see that the application does not notice: {@code
 * -Ddetour.fault.hook=NUMBER}, {@code -Ddetour.fault.weave=a/b/C}.
 */
final class InjectedFault {
    private static final String PROPERTY = "detour.fault.hook";

    private static final String WEAVE = "detour.fault.weave";

    private InjectedFault() {}

    static void checkWeaving(String internalName) {
        if (internalName.equals(System.getProperty(WEAVE))) {
            throw new IllegalStateException(WEAVE + " makes this change fail");
        }
    }

    static Hooks orElse(int number, Hooks hooks) {
        return number == Integer.getInteger(PROPERTY, -1) ? new Failing(hooks) : hooks;
    }

    private static final class Failing implements Hooks {
        private final Hooks hooks;

        Failing(Hooks hooks) {
            this.hooks = hooks;
        }

        @Override
        public @Nullable Object call(int number, Object subject, Object more) {
            throw new IllegalStateException(PROPERTY + " makes this hook fail");
        }

        @Override
        public @Nullable Object afterFault(int number, Object subject, Object more) throws Throwable {
            return hooks.afterFault(number, subject, more);
        }
    }
}
