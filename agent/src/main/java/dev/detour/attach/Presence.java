package dev.detour.attach;

import java.util.List;

/**
 * Whether Detour is in a JVM, told without a word to it: its class loader keeps the jar open for good once the agent is
 * loaded. So one that was attached and detached again cannot be told from one that is attached: only asking can.
 */
public final class Presence {
    /** What is known. */
    public enum Kind {
        NONE,
        FROM_THE_START,
        /** Or attached, and detached since. */
        ATTACHED,
        /** The process does not let us look. */
        UNKNOWN
    }

    private final Kind kind;
    private final String version;

    private Presence(Kind kind, String version) {
        this.kind = kind;
        this.version = version;
    }

    static Presence in(JvmProcess process) {
        List<OpenJar> jars = process.openJars();
        if (jars == null) {
            return new Presence(Kind.UNKNOWN, "");
        }
        for (OpenJar jar : jars) {
            String version = jar.detourVersion();
            if (!version.isEmpty()) {
                return new Presence(isOption(jar, process) ? Kind.FROM_THE_START : Kind.ATTACHED, version);
            }
        }
        return new Presence(Kind.NONE, "");
    }

    /** By the file's name alone: links lead to it by other folders. */
    private static boolean isOption(OpenJar jar, JvmProcess process) {
        String name = jar.name().replace(" (deleted)", "");
        String file = name.substring(name.lastIndexOf('/') + 1);
        return process.options().stream().anyMatch(option -> option.startsWith("-javaagent:") && option.contains(file));
    }

    public Kind kind() {
        return kind;
    }

    /** Of the jar; empty where there is none. */
    public String version() {
        return version;
    }
}
