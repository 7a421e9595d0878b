package dev.detour.cli;

import dev.detour.attach.OwnJar;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what makes a shell complete commands and options. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a script that makes bash and zsh complete commands.",
            "It completes commands, options and files behind the word 'detour', and makes that word a function for this "
                    + "jar where there is no such command yet."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(java -jar /opt/detour/detour.jar completion)    # detour st<TAB>",
            "  java -jar /opt/detour/detour.jar completion > ~/.detour-completion",
            "  echo 'source ~/.detour-completion' >> ~/.bashrc"
        })
final class CompletionCommand implements Callable<Integer> {
    static final String NAME = "detour";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.print(AutoComplete.bash(NAME, new CommandLine(new Main())));
        out.print("\ntype " + NAME + " > /dev/null 2>&1 || " + NAME + "() { java -jar "
                + quoted(OwnJar.path().toString()) + " \"$@\"; }\n");
        out.flush();
        return ExitStatus.WELL;
    }

    /** For a shell. */
    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
