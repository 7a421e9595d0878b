package dev.detour.cli;

import dev.detour.Detour;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Detour.class.getPackage().getImplementationVersion();
        return new String[] {"detour " + (version == null ? "(not packaged)" : version)};
    }
}
