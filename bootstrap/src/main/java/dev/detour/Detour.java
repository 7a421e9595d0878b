package dev.detour;

import java.lang.instrument.Instrumentation;

/**
 * The entry: what the JVM calls at start and by attach.
 *
 * <p>Rules. It loads on any JVM from 8 on. It does little: {@link Installation} goes into place, and everything else
 * waits for the first class of {@link Targets}. It touches none of {@code java.util.logging}, {@code java.nio.file} and
 * {@code javax.management}, which applications configure in their {@code main}. It lets nothing out: an exception that
 * leaves {@code premain} ends the JVM, which is for the operator to ask for ({@code detour.strict}).
 *
 * <p>Every class that is loaded or verified on the way through {@code premain} is paid for by every JVM, also by those
 * that never make a call: what only some need is in a class of its own.
 */
public final class Detour {
    /** The agent in this JVM; null where there is none. Guarded by this class. */
    static Installation installation;

    private Detour() {}

    /** Called by the JVM before {@code main}. */
    public static synchronized void premain(String options, Instrumentation instrumentation) {
        if (installation != null) {
            return; // a second -javaagent of ours
        }
        try {
            if (isWanted()) {
                // A class that the transformer needs must be there before it: to load it later may need a class that is
                // being loaded just then, and a ClassCircularityError here would end the JVM.
                Targets.contains(null);
                installation = new Installation(options, instrumentation, false);
                instrumentation.addTransformer(installation, true);
                installation.start();
            }
        } catch (RuntimeException | Error failure) {
            failed(failure);
        }
    }

    /** Nothing may be loaded here that is not there yet: see above. */
    private static void failed(Throwable failure) {
        if (installation != null && installation.stopsJvm) {
            throw (RuntimeException) failure;
        }
        try {
            say("not started, the application runs without it: ".concat(failure.toString()));
        } catch (RuntimeException | Error nobodyToTell) {
            return;
        }
    }

    /** Called by the JVM when the agent is attached while the application runs, and for every command by attach. */
    public static void agentmain(String options, Instrumentation instrumentation) {
        Attachment.run(options, instrumentation);
    }

    private static boolean isWanted() {
        if (isTooOld()) {
            Opening.sayTooOld();
            return false;
        }
        return isEnabled() && !isJdkTool();
    }

    static boolean isTooOld() {
        String version = property("java.specification.version");
        return version == null || version.startsWith("1.") || version.equals("9") || version.equals("10");
    }

    static boolean isEnabled() {
        return !"false".equalsIgnoreCase(setting("detour.enabled", "DETOUR_ENABLED"));
    }

    /** Whether a wrong configuration is to stop the JVM, and to be looked for at once. */
    static boolean isStrict() {
        return "true".equalsIgnoreCase(setting("detour.strict", "DETOUR_STRICT"));
    }

    /** {@code JAVA_TOOL_OPTIONS} reaches javac, jcmd and keytool too: these run a main module of the JDK's. */
    static boolean isJdkTool() {
        String module = property("jdk.module.main");
        return module != null && (module.startsWith("jdk.") || module.startsWith("java."));
    }

    private static String setting(String property, String variable) {
        String value = property(property);
        return value != null ? value : variable(variable);
    }

    /** A system property; null where there is none, or where a SecurityManager keeps it from us. */
    static String property(String name) {
        try {
            return System.getProperty(name);
        } catch (RuntimeException forbidden) {
            return null;
        }
    }

    private static String variable(String name) {
        try {
            return System.getenv(name);
        } catch (RuntimeException forbidden) {
            return null;
        }
    }

    static void say(String line) {
        System.err.println("detour: ".concat(line));
    }
}
