package dev.detour.cli;

import dev.detour.demo.HardWiredProgram;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The program of the demonstration, in the JVM that it is shown in. */
@Command(name = "demo-program", hidden = true, description = "The program of the demonstration.")
final class DemoProgramCommand implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
        HardWiredProgram.run(System.in, System.out);
        return ExitStatus.WELL;
    }
}
