package dev.detour.cli;

import dev.detour.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What every command has: the same for programs. */
final class JsonOption {
    static final String NAME = "--json";

    @Option(names = NAME, description = "One JSON document a line, for programs.")
    private boolean wanted;

    boolean isWanted() {
        return wanted;
    }

    /** Prints one document. */
    static void print(CommandSpec spec, @Nullable Object document) {
        spec.commandLine().getOut().println(Json.line(document));
        spec.commandLine().getOut().flush();
    }
}
