package dev.detour.cli;

import dev.detour.attach.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts the agent into a running JVM, its existing clients included. */
@Command(
        name = "attach",
        mixinStandardHelpOptions = true,
        description = {
            "Puts the agent into a running JVM, its existing clients included.",
            "Run it with a JDK, as the JVM's user or as root, and in the JVM's container. As root it refuses a jar or a "
                    + "configuration that others may change."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  java -jar detour.jar attach 4711 --config /etc/detour/detour.yaml",
            "  sudo -u orders java -jar /opt/detour/detour.jar attach 4711 \\",
            "      --config detour.yaml",
            "  java -jar detour.jar attach 4711      # with what that JVM's variables say"
        })
final class AttachCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PID", description = "The JVM's process; the list command shows them.")
    private String pid = "";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration; without it, what the JVM's own environment says.")
    private @Nullable Path config;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Target target = new Target(pid);
        Map<String, String> options = new LinkedHashMap<>();
        Path file = config;
        if (file != null) {
            if (!Files.isReadable(file)) {
                throw new IllegalArgumentException(file + " cannot be read");
            }
            target.checkWriteAccess(file);
            options.put("config", file.toAbsolutePath().toString());
        }
        return Deed.of(spec, json, pid, "attached to").tell(target, options);
    }
}
