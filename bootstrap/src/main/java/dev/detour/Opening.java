package dev.detour;

import java.io.File;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.security.ProtectionDomain;
import java.util.Map;

/** What follows when the first class of interest comes by: the agent proper is opened, once. */
final class Opening {
    private static final String AGENT = "dev.detour.agent.RunningAgent";
    private static final String STAND_IN = "dev.detour.agent.UnopenedAgent";

    private Opening() {}

    static byte[] transform(
            Installation installation,
            ClassLoader loader,
            String name,
            Class<?> redefined,
            ProtectionDomain domain,
            byte[] bytes) {
        try {
            Agent agent = open(installation);
            return agent == null ? null : agent.transform(loader, name, redefined, domain, bytes);
        } catch (Throwable anything) {
            Detour.say("left " + name.replace('/', '.') + " alone: " + anything);
            return null;
        }
    }

    /** The agent proper; null where it could not be opened, which has been said then. */
    static Agent open(Installation installation) {
        if (installation.agent != null || installation.failure != null) {
            return installation.agent;
        }
        synchronized (installation) {
            if (installation.agent == null && installation.failure == null) {
                installation.opener = Thread.currentThread();
                try {
                    installation.agent = loadPrivileged(installation);
                } catch (Throwable anything) {
                    installation.failure = failed(installation, anything);
                } finally {
                    installation.opener = null;
                }
            }
            return installation.agent;
        }
    }

    /** Under a SecurityManager, by the rights of our own jar: the application below may have less. */
    private static Agent loadPrivileged(Installation installation) throws Throwable {
        try {
            return AccessController.doPrivileged((PrivilegedExceptionAction<Agent>) () -> load(installation));
        } catch (PrivilegedActionException failure) {
            throw failure.getException();
        }
    }

    private static Agent load(Installation installation) throws Exception {
        Map<String, String> options = Options.parse(installation.text);
        String jar = options.containsKey(Options.JAR) ? options.get(Options.JAR) : ownJar();
        Class<?> type = new AgentLoader(NestedJar.of(jar), AgentLoader.platform()).loadClass(AGENT);
        boolean waits = !installation.attached && !Detour.isStrict();
        Runnable changeLoaded = () -> retransform(installation);
        return (Agent) type.getMethod(
                        "open", Map.class, java.lang.instrument.Instrumentation.class, boolean.class, Runnable.class)
                .invoke(null, options, installation.instrumentation, waits, changeLoaded);
    }

    /**
     * Answers commands in place of an agent that is not open. In a loader of its own, which nobody keeps: but who asks
     * again and again is not to have the archive read each time.
     */
    static Agent standIn(Installation installation, Map<String, String> options) throws Exception {
        Agent last = installation.standIn == null ? null : installation.standIn.get();
        if (last == null) {
            last = newStandIn(installation, options);
            installation.standIn = new WeakReference<>(last);
        }
        return last;
    }

    private static Agent newStandIn(Installation installation, Map<String, String> options) throws Exception {
        String jar = options.containsKey(Options.JAR) ? options.get(Options.JAR) : ownJar();
        return (Agent) new AgentLoader(NestedJar.of(jar), AgentLoader.platform())
                .loadClass(STAND_IN)
                .getMethod("of", java.lang.instrument.Instrumentation.class)
                .invoke(null, installation.instrumentation);
    }

    /** Says once why the agent does nothing; where the operator wants it so, stops the JVM instead. */
    private static String failed(Installation installation, Throwable anything) {
        Throwable cause = anything instanceof InvocationTargetException ? anything.getCause() : anything;
        String message = message(cause);
        if (Detour.isStrict()) {
            installation.stopsJvm = true;
            throw new StrictStart("detour: " + message);
        }
        for (String line : message.split("\n", -1)) {
            Detour.say(line);
        }
        return message;
    }

    private static String message(Throwable cause) {
        if (cause instanceof IllegalArgumentException) {
            return cause.getMessage(); // what is wrong with the configuration comes as this, for the operator
        }
        return cause instanceof SecurityException
                ? "not started, the application runs without it: the security policy must grant this jar"
                        + " java.security.AllPermission (" + cause.getMessage() + ")"
                : cause.toString();
    }

    static void retransform(Installation installation) {
        for (Class<?> loaded : installation.instrumentation.getAllLoadedClasses()) {
            if (loaded.getClassLoader() != null && Installation.isTarget(loaded)) {
                retransform(installation, loaded);
            }
        }
    }

    private static void retransform(Installation installation, Class<?> loaded) {
        try {
            if (installation.instrumentation.isModifiableClass(loaded)) {
                installation.instrumentation.retransformClasses(loaded);
            }
        } catch (UnmodifiableClassException | RuntimeException | LinkageError refused) {
            Detour.say("could not change " + loaded.getName() + ", which is loaded already: " + refused);
        }
    }

    static String sayTooOld() {
        String line = "Java 11 or newer is needed, this is " + Detour.property("java.version")
                + "; the application runs without it";
        Detour.say(line);
        return line;
    }

    /** The path of the jar that this class was loaded from. */
    static String ownJar() {
        try {
            return new File(Opening.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .getPath();
        } catch (URISyntaxException notAFile) {
            throw new IllegalStateException(notAFile);
        }
    }

    /** The one thing that may stop a JVM: the operator asked for it, with {@code detour.strict}. */
    private static final class StrictStart extends RuntimeException {
        private static final long serialVersionUID = 1;

        StrictStart(String message) {
            super(message, null, false, false);
        }
    }
}
