package dev.detour;

import java.lang.reflect.InvocationTargetException;

/** {@code java -jar detour.jar COMMAND}. */
public final class Command {
    private static final String MAIN = "dev.detour.cli.Main";

    private Command() {}

    /** Hands over to the command line of the agent proper, which also sees the JDK's attach API. */
    public static void main(String[] arguments) throws Exception {
        if (Detour.isTooOld()) {
            Detour.say("Java 11 or newer is needed, this is " + Detour.property("java.version"));
            System.exit(2);
        }
        ClassLoader loader = new AgentLoader(NestedJar.of(Opening.ownJar()), Command.class.getClassLoader());
        try {
            loader.loadClass(MAIN).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() instanceof Exception ? (Exception) thrown.getCause() : thrown;
        }
    }
}
