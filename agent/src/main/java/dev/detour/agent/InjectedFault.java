package dev.detour.agent;

import dev.detour.client.Hook;

/**
 * Makes a hook fail, so that a test can see that the application does not notice: {@code -Ddetour.fault.hook=NUMBER}.
 */
final class InjectedFault {
    private static final String PROPERTY = "detour.fault.hook";

    private InjectedFault() {}

    static Hook orElse(int number, Hook hook) {
        return number == Integer.getInteger(PROPERTY, -1) ? InjectedFault::fail : hook;
    }

    private static Object fail(Object[] arguments) {
        throw new IllegalStateException(PROPERTY + " makes this hook fail");
    }
}
