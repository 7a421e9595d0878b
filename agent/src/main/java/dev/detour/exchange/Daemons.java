package dev.detour.exchange;

import java.security.AccessController;
import java.security.PrivilegedAction;
import org.jspecify.annotations.Nullable;

/**
 * Threads of ours, which have nothing of the thread that happens to start them: no context class loader, no inheritable
 * thread locals, no access control context, the root thread group. Each of these would keep an application alive that was
 * undeployed.
 */
public final class Daemons {
    private Daemons() {}

    /** Not started yet; made in a privileged block, so that it remembers no caller but us. */
    public static Thread daemon(String name, Runnable work) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            Thread thread = new Thread(rootGroup(), work, name, 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        });
    }

    private static @Nullable ThreadGroup rootGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group != null && group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }
}
