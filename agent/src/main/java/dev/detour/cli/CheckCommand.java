package dev.detour.cli;

import dev.detour.config.CheckReport;
import dev.detour.config.ConfigLoader;
import dev.detour.config.Environment;
import dev.detour.config.Source;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads a configuration and says what is in force and where it came from, or what is wrong. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Reads a configuration, and says what it comes to.",
            "Prints every value with where it came from, and what is wrong or odd.",
            "Variables and properties are those of this process."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  java -jar detour.jar check detour.yaml",
            "  java -jar detour.jar check                 # what the variables come to",
            "  java -jar detour.jar check detour.yaml --json | jq .faults"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:nothing is wrong", "1:there are faults", "2:could not do it"})
final class CheckCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "The configuration; without it, what the environment alone says.")
    private @Nullable String file;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (file != null && !file.isBlank() && !Files.isRegularFile(Path.of(file))) {
            throw new IOException(file + (Files.exists(Path.of(file)) ? " is no regular file" : " is not there"));
        }
        Environment environment = Environment.ofProcess(null);
        CheckReport report = new CheckReport(ConfigLoader.of(environment).load(Source.choose(file, environment)));
        if (json.isWanted()) {
            JsonOption.print(spec, report.document());
            return report.exitStatus();
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(report.text());
        out.flush();
        return report.exitStatus();
    }
}
