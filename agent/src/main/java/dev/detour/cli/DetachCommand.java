package dev.detour.cli;

import dev.detour.attach.Target;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes the agent out of a running JVM. */
@Command(
        name = "detach",
        mixinStandardHelpOptions = true,
        description = "Takes the agent out of a running JVM: its clients go on as before.",
        footerHeading = "%nExamples:%n",
        footer = "  java -jar detour.jar detach 4711")
final class DetachCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PID", description = "The JVM's process.")
    private String pid = "";

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        return Deed.of(spec, json, pid, "detached from").tell(new Target(pid), Map.of("command", "detach"));
    }
}
