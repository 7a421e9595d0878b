package dev.detour.agent;

import dev.detour.Agent;

/** The version of the agent that runs here. */
final class Release {
    private Release() {}

    static String version() {
        String version = Agent.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }
}
