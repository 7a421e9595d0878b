package dev.detour.cli;

import dev.detour.attach.Presence;
import dev.detour.attach.Target;
import dev.detour.json.Json;
import dev.detour.json.Tree;
import dev.detour.status.StatusScreen;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks the agent in a JVM how it is. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what the agent in a JVM is at.",
            "That is its configuration, routes, breakers and retry budgets, what became of calls, the last failures, and "
                    + "which HTTP clients of that JVM it covers and which it does not. "
                    + "It is asked by one attach connection each time; a JVM without the agent is left alone."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  java -jar detour.jar status 4711",
            "  java -jar detour.jar status 4711 --watch --interval 5",
            "  java -jar detour.jar status 4711 --json | jq .last_failures"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the agent is there, and its configuration is right",
            "1:it is not there, or its configuration is wrong",
            "2:the JVM could not be asked"
        })
final class StatusCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PID", description = "The JVM's process; the list command shows them.")
    private String pid = "";

    @Option(names = "--watch", description = "Shows it again and again, until Ctrl-C or the end of the JVM.")
    private boolean watch;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = "How often, with --watch; ${DEFAULT-VALUE} unless said.")
    private double interval;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!(interval >= 0.1 && interval <= 86_400)) {
            throw new ParameterException(spec.commandLine(), "--interval is from 0.1 to 86400 seconds");
        }
        Target target = new Target(pid);
        return watch ? watch(target) : show(document(target), false, false);
    }

    private int watch(Target target) throws IOException, InterruptedException {
        boolean terminal = Terminal.canDraw() && !json.isWanted();
        int status = ExitStatus.WELL;
        for (boolean first = true; ; first = false) {
            Map<String, @Nullable Object> document;
            try {
                document = document(target);
            } catch (IOException gone) {
                if (first || target.isAlive()) {
                    throw gone;
                }
                return ended(status);
            }
            status = show(document, terminal, first);
            TimeUnit.MILLISECONDS.sleep((long) (interval * 1000));
        }
    }

    private int ended(int status) {
        if (json.isWanted()) {
            JsonOption.print(spec, Map.of("pid", pid, "state", "ended"));
        } else {
            out().println("JVM " + pid + " has ended");
            out().flush();
        }
        return status;
    }

    /** A JVM that is seen not to have the agent is not even attached to. */
    private Map<String, @Nullable Object> document(Target target) throws IOException {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("pid", pid);
        boolean absent = target.presence().kind() == Presence.Kind.NONE && target.isJvm();
        document.putAll(absent ? Map.of("state", "absent") : asked(target));
        return document;
    }

    private static Map<String, @Nullable Object> asked(Target target) throws IOException {
        try {
            return Json.object(target.tell(Map.of("command", "status")));
        } catch (Target.Refusal refusal) {
            return Map.of("state", "absent", "reason", String.valueOf(refusal.getMessage()));
        }
    }

    private int show(Map<String, @Nullable Object> document, boolean inPlace, boolean first) throws IOException {
        String text = Json.line(document);
        Tree tree = Tree.read(text);
        if (json.isWanted()) {
            JsonOption.print(spec, document);
        } else {
            List<String> lines = StatusScreen.of(tree, Terminal.paint(), Instant.now(), ZoneId.systemDefault());
            if (inPlace) {
                out().print(Terminal.inPlace(lines, first));
            } else {
                lines.forEach(out()::println);
                if (watch) {
                    out().println();
                }
            }
            out().flush();
        }
        boolean well = List.of("open", "waiting").contains(tree.text("state"))
                && !tree.tree("configuration").has("rejected");
        return well ? ExitStatus.WELL : ExitStatus.FOUND_WRONG;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
