package dev.detour;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.security.ProtectionDomain;

/**
 * The agent in this JVM, from its start to its detach. Until a class of {@link Targets} is loaded it is only this
 * transformer; then it opens the agent proper, which does the rest.
 */
final class Installation implements ClassFileTransformer {
    /** What the agent was given; null where it was given nothing. */
    final String text;

    final Instrumentation instrumentation;
    /** Whether the application runs already. */
    final boolean attached;
    /** In milliseconds of the epoch. */
    final long since = System.currentTimeMillis();
    /** The thread that is opening the agent; what that loads of the targets is changed afterwards. */
    volatile Thread opener;

    volatile Agent agent;
    /** Answered last while the agent was not open, and goes at the next collection. Guarded by {@link Detour}'s lock. */
    WeakReference<Agent> standIn;
    /** Why the agent does nothing; null where it works, or has had no reason to begin. */
    volatile String failure;

    /** Whether an exception of ours is to end the JVM: the configuration is wrong and the operator wants it so. */
    volatile boolean stopsJvm;

    Installation(String text, Instrumentation instrumentation, boolean attached) {
        this.text = text;
        this.instrumentation = instrumentation;
        this.attached = attached;
    }

    void start() {
        if (attached || Detour.isStrict()) {
            Opening.open(this);
        }
        // Clients may live already: before an attach, or because another agent used one before us.
        if (hasLoadedTargets()) {
            Opening.retransform(this);
        }
    }

    /**
     * None of the targets is the boot loader's, and nearly all that is loaded at start is: asking for their names would
     * cost more than all the rest of the start.
     */
    private boolean hasLoadedTargets() {
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (loaded.getClassLoader() != null && isTarget(loaded)) {
                return true;
            }
        }
        return false;
    }

    static boolean isTarget(Class<?> loaded) {
        return Targets.contains(loaded.getName().replace('.', '/'));
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
        return Targets.contains(name) && opener != Thread.currentThread()
                ? Opening.transform(this, loader, name, redefined, domain, bytes)
                : null;
    }
}
