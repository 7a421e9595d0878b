package dev.detour.cli;

import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

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
            DemoCommand.class,
            CheckCommand.class,
            ListCommand.class,
            AttachCommand.class,
            StatusCommand.class,
            DoctorCommand.class,
            ReportCommand.class,
            DetachCommand.class,
            CompletionCommand.class,
            CommandLine.HelpCommand.class,
            DemoProgramCommand.class
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:well", "1:something wrong was found", "2:could not do it"},
        footerHeading = "%nFirst steps:%n",
        footer = {
            "  java -jar detour.jar demo                # what it does",
            "  java -jar detour.jar check detour.yaml   # what a configuration comes to",
            "  java -jar detour.jar list                # which JVMs there are",
            "  java -jar detour.jar help attach         # how it comes into one"
        })
public final class Main implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    /** Runs one command and ends the JVM with its exit status. */
    public static void main(String[] arguments) {
        System.exit(line().execute(arguments));
    }

    /** The exit status of one command, whose outputs are apart from those of the JVM: several can run side by side. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return line().setOut(out).setErr(err).execute(arguments);
    }

    static CommandLine line() {
        return new CommandLine(new Main())
                .setCommandName("java -jar detour.jar")
                .setParameterExceptionHandler(Misspelled::tell)
                .setExecutionExceptionHandler(Main::failed);
    }

    /** One line, or one document. */
    private static int failed(Exception failure, CommandLine line, ParseResult parsed) {
        // The message of these is the file's name alone.
        boolean silent = failure.getMessage() == null || failure instanceof FileSystemException;
        String message = silent ? failure.toString() : failure.getMessage();
        if (isJson(parsed)) {
            JsonOption.print(line.getCommandSpec(), Map.of("error", message));
        } else {
            line.getErr().println("detour: " + message);
        }
        return ExitStatus.FAILED;
    }

    private static boolean isJson(ParseResult parsed) {
        ParseResult command = parsed;
        while (command.hasSubcommand()) {
            command = command.subcommand();
        }
        return command.hasMatchedOption(JsonOption.NAME);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing required subcommand");
    }
}
