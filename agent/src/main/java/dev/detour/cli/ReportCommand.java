package dev.detour.cli;

import dev.detour.report.Progress;
import dev.detour.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a page of files of events. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Makes one page of many events, to be looked at in a browser without a network.",
            "It shows what failed when and where, what was rescued, what to do, and calls one by one."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  java -jar detour.jar report /var/log/detour/events.jsonl* \\",
            "      -o report.html",
            "  zcat old.jsonl.gz | java -jar detour.jar report - -o report.html",
            "  java -jar detour.jar report events.jsonl --json | jq ."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:the page or the totals were made", "2:could not do it"})
final class ReportCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "EVENTS",
            arity = "1..*",
            description = "Files of events (telemetry.events), also packed by gzip, in any order; - is standard input.")
    private List<Path> events = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The page, as report.html. What is there is replaced.")
    private @Nullable Path page;

    @Option(names = "--json", description = "Print the totals as JSON; with -o, beside making the page.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Path output = page;
        if (output == null && !json) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "Missing -o FILE, where the page goes (or --json)");
        }
        PrintWriter err = spec.commandLine().getErr();
        Report report = Report.read(events, System.in, Terminal.isThere() ? Progress.on(err) : Progress.none());
        for (Path forgotten : report.forgotten()) {
            err.println("detour: " + forgotten + " is not read: give it too, if what was before is of interest");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            report.writeTotals(out);
        }
        if (output != null) {
            report.write(output);
            (json ? err : out).println(output + ": " + report.summary());
        }
        return ExitStatus.WELL;
    }
}
