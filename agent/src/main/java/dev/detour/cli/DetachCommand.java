package dev.detour.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes the agent out of a running JVM. */
@Command(
        name = "detach",
        mixinStandardHelpOptions = true,
        description = "Takes the agent out of a running JVM: its clients go on as before.")
final class DetachCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PID", description = "The JVM's process.")
    private String pid = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        String trouble = new Target(pid).tell(Map.of("command", "detach"));
        if (!trouble.isEmpty()) {
            spec.commandLine().getErr().println(trouble);
            return ExitStatus.FAILED;
        }
        spec.commandLine().getOut().println("detached from " + pid);
        return ExitStatus.WELL;
    }
}
