package dev.detour.cli;

import dev.detour.attach.OwnJar;
import dev.detour.demo.Demonstration;
import dev.detour.demo.Step;
import dev.detour.screen.Columns;
import dev.detour.screen.Paint;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what Detour does, with nothing but the jar. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what Detour does, in some seconds and without a network.",
            "It takes nothing but this jar: a program that is hard-wired to its vendor, and gateways, all on this machine. "
                    + "Nothing leaves it: the program's JVM can resolve no name."
        },
        footerHeading = "%nExamples:%n",
        footer = "  java -jar detour.jar demo",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:all of it came out as it should", "1:something did not", "2:could not do it"})
final class DemoCommand implements Callable<Integer> {
    private static final String INDENT = "     ";
    private static final int WIDTH = 78;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Paint paint = Terminal.paint();
    private int steps;
    private boolean well = true;

    @Override
    public Integer call() throws Exception {
        try (Demonstration demonstration = Demonstration.open(OwnJar.path(), this::show)) {
            demonstration.show();
        }
        if (!json.isWanted()) {
            say("");
            say(paint.dim("The program was not changed, its key reached nobody, and nothing left this machine."));
        }
        return well ? ExitStatus.WELL : ExitStatus.FOUND_WRONG;
    }

    private void show(Step step) {
        well &= step.isTrue();
        if (json.isWanted()) {
            JsonOption.print(spec, step.document());
            return;
        }
        String title = ++steps + "  " + step.title();
        say("");
        say(paint.bold(title)
                + " ".repeat(Math.max(2, WIDTH - title.length() - step.how().length()))
                + paint.code(step.how()));
        step.lines().forEach(line -> say(INDENT + painted(line)));
        if (!step.isTrue()) {
            say(INDENT + paint.bad("This did not come out as it should."));
        }
    }

    private String painted(Step.Line line) {
        String text = Columns.plain(line.text());
        switch (line.tone()) {
            case GOOD:
                return paint.good(text);
            case BAD:
                return paint.bad(text);
            case CODE:
                return paint.odd(text);
            case DIM:
                return paint.dim(text);
            default:
                return text;
        }
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
