package dev.detour.agent;

/** What may be asked by attach while the agent stays. */
final class Questions {
    static final String STATUS = "status";

    private Questions() {}

    /** Throws {@link IllegalArgumentException} where there is no such command. */
    static void checkKnown(String command) {
        if (!command.equals(STATUS)) {
            throw new IllegalArgumentException("there is no command " + command + " in detour " + Release.version());
        }
    }
}
