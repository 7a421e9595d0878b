package dev.detour.agent;

import dev.detour.client.Client;
import dev.detour.client.Hook;
import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client's hooks, made when the first of them is called: what is instrumented and never used costs nothing more. */
final class ClientHooks {
    private final Client client;
    private volatile @Nullable Map<Integer, Hook> hooks;
    private volatile boolean failed;

    ClientHooks(Client client) {
        this.client = client;
    }

    Hook hook(int number) {
        return new Later(number);
    }

    /** One of them. Every call comes through several of these: what was found is kept. */
    private final class Later implements Hook {
        private final int number;
        private volatile @Nullable Hook made;

        Later(int number) {
            this.number = number;
        }

        @Override
        public @Nullable Object call(Object[] arguments) throws Throwable {
            Hook hook = made;
            if (hook == null) {
                Map<Integer, Hook> current = hooks;
                hook = (current == null ? make() : current).get(number);
                made = hook;
            }
            return hook == null ? null : hook.call(arguments);
        }

        @Override
        public @Nullable Object afterFault(Object[] arguments) throws Throwable {
            Map<Integer, Hook> current = hooks;
            Hook hook = current == null ? null : current.get(number);
            return hook == null ? null : hook.afterFault(arguments);
        }
    }

    private synchronized Map<Integer, Hook> make() throws ReflectiveOperationException {
        Map<Integer, Hook> current = hooks;
        if (current == null) {
            if (failed) {
                return Map.of();
            }
            failed = true;
            current = made();
            hooks = current;
            failed = false;
        }
        return current;
    }

    /** Under a SecurityManager, by our own right: the application below may do less. */
    @SuppressWarnings("removal") // there is a SecurityManager to reckon with on 11 and 17
    private Map<Integer, Hook> made() throws ReflectiveOperationException {
        try {
            return AccessController.doPrivileged((PrivilegedExceptionAction<Map<Integer, Hook>>) client::hooks);
        } catch (PrivilegedActionException failure) {
            throw new ReflectiveOperationException(failure.getException());
        }
    }
}
