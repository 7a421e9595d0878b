package dev.detour.agent;

import dev.detour.client.Client;
import dev.detour.client.Hooks;
import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import org.jspecify.annotations.Nullable;

/** A client's hooks, made when the first of them is called: what is instrumented and never used costs nothing more. */
final class ClientHooks implements Hooks {
    private final Client client;
    private volatile @Nullable Hooks hooks;
    private volatile boolean failed;

    ClientHooks(Client client) {
        this.client = client;
    }

    @Override
    public @Nullable Object call(int number, Object subject, Object more) throws Throwable {
        Hooks made = hooks;
        if (made == null) {
            made = make();
        }
        return made == null ? null : made.call(number, subject, more);
    }

    @Override
    public @Nullable Object afterFault(int number, Object subject, Object more) throws Throwable {
        Hooks made = hooks;
        return made == null ? null : made.afterFault(number, subject, more);
    }

    /** Null where they could not be made: that is told once. */
    private synchronized @Nullable Hooks make() throws ReflectiveOperationException {
        Hooks made = hooks;
        if (made == null && !failed) {
            failed = true;
            made = made();
            hooks = made;
            failed = false;
        }
        return made;
    }

    /** Under a SecurityManager, by our own right: the application below may do less. */
    @SuppressWarnings("removal") // there is a SecurityManager to reckon with on 11 and 17
    private Hooks made() throws ReflectiveOperationException {
        try {
            return AccessController.doPrivileged((PrivilegedExceptionAction<Hooks>) client::hooks);
        } catch (PrivilegedActionException failure) {
            throw new ReflectiveOperationException(failure.getException());
        }
    }
}
