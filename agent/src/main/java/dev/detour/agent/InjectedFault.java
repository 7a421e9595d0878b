package dev.detour.agent;

import dev.detour.client.Hook;

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

    static Hook orElse(int number, Hook hook) {
        return number == Integer.getInteger(PROPERTY, -1) ? Hook.of(InjectedFault::fail, hook::afterFault) : hook;
    }

    private static Object fail(Object[] arguments) {
        throw new IllegalStateException(PROPERTY + " makes this hook fail");
    }
}
