package dev.detour.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code java -jar detour.jar COMMAND}. */
@Command(
        name = "detour",
        description = {
            "Sends the HTTP calls of a running JVM where operations want them to go.",
            "",
            "As an agent: java -javaagent:detour.jar=detour.yaml -jar app.jar",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            AttachCommand.class,
            DetachCommand.class,
            ListCommand.class,
            CheckCommand.class,
            DoctorCommand.class
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:well", "1:something wrong was found", "2:could not do it"})
public final class Main implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    /** Runs one command and ends the JVM with its exit status. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** The exit status of one command. */
    static int run(String... arguments) {
        return execute(new CommandLine(new Main()), arguments);
    }

    /** The same, with its outputs apart from those of the JVM, so that several can be run side by side. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return execute(new CommandLine(new Main()).setOut(out).setErr(err), arguments);
    }

    private static int execute(CommandLine line, String... arguments) {
        return line.setCommandName("java -jar detour.jar")
                .setExecutionExceptionHandler((failure, failed, parsed) -> {
                    failed.getErr().println("detour: " + failure.getMessage());
                    return ExitStatus.FAILED;
                })
                .execute(arguments);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing required subcommand");
    }
}
