package dev.detour.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts the agent into a running JVM, its existing clients included. */
@Command(
        name = "attach",
        mixinStandardHelpOptions = true,
        description = "Puts the agent into a running JVM, its existing clients included.")
final class AttachCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PID", description = "The JVM's process; the list command shows them.")
    private String pid = "";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration; without it, what the JVM's own environment says.")
    private @Nullable Path config;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Map<String, String> options = new LinkedHashMap<>();
        Path file = config;
        if (file != null) {
            if (!Files.isReadable(file)) {
                throw new IllegalArgumentException(file + " cannot be read");
            }
            options.put("config", file.toAbsolutePath().toString());
        }
        String trouble = new Target(pid).tell(options);
        if (!trouble.isEmpty()) {
            spec.commandLine().getErr().println(trouble);
            return ExitStatus.FAILED;
        }
        spec.commandLine().getOut().println("attached to " + pid);
        return ExitStatus.WELL;
    }
}
