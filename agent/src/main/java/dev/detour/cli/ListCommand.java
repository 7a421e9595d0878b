package dev.detour.cli;

import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the JVMs that can be attached to. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the JVMs of this user that the agent can be put into.")
final class ListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        String own = Long.toString(ProcessHandle.current().pid());
        for (VirtualMachineDescriptor machine : VirtualMachine.list()) {
            if (!machine.id().equals(own)) {
                out.println(machine.id() + "  " + machine.displayName());
            }
        }
        return ExitStatus.WELL;
    }
}
