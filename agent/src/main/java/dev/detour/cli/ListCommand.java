package dev.detour.cli;

import dev.detour.attach.Presence;
import dev.detour.attach.RunningJvm;
import dev.detour.screen.Columns;
import dev.detour.screen.Paint;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the JVMs that can be attached to. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the JVMs of this user, and whether Detour is in them.",
            "As root those of all users. No JVM notices: nothing is sent to any of them. A JVM with -XX:-UsePerfData, or "
                    + "in another container, is not listed."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  java -jar detour.jar list", "  java -jar detour.jar list --json | jq .pid"})
final class ListCommand implements Callable<Integer> {
    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        List<RunningJvm> jvms = RunningJvm.all();
        if (json.isWanted()) {
            jvms.forEach(jvm -> JsonOption.print(spec, document(jvm)));
            return ExitStatus.WELL;
        }
        PrintWriter out = spec.commandLine().getOut();
        List<Presence> seen = new ArrayList<>();
        table(jvms, seen).lines().forEach(out::println);
        if (jvms.isEmpty()) {
            out.println("no JVM of this user runs here");
        }
        if (seen.stream().anyMatch(presence -> presence.kind() == Presence.Kind.ATTACHED)) {
            out.println("* or detached since: only status PID can tell");
        }
        out.flush();
        return ExitStatus.WELL;
    }

    private static Columns table(List<RunningJvm> jvms, List<Presence> seen) {
        Paint paint = Terminal.paint();
        Columns table = new Columns("");
        if (!jvms.isEmpty()) {
            table.row()
                    .cell("PID", paint::dim)
                    .cell("USER", paint::dim)
                    .cell("JAVA", paint::dim)
                    .cell("PROGRAM", paint::dim)
                    .cell("DETOUR", paint::dim);
        }
        for (RunningJvm jvm : jvms) {
            Presence presence = jvm.presence();
            seen.add(presence);
            table.row()
                    .cell(jvm.pid(), paint::bold)
                    .cell(orUnknown(jvm.user()))
                    .cell(orUnknown(jvm.javaVersion()))
                    .cell(jvm.program())
                    .cell(words(presence), presence.version().isEmpty() ? paint::dim : paint::good);
        }
        return table;
    }

    private static String orUnknown(String text) {
        return text.isEmpty() ? "?" : text;
    }

    private static String words(Presence presence) {
        switch (presence.kind()) {
            case FROM_THE_START:
                return presence.version() + ", from the start";
            case ATTACHED:
                return presence.version() + ", attached *";
            case UNKNOWN:
                return "?";
            default:
                return "-";
        }
    }

    private static Map<String, Object> document(RunningJvm jvm) {
        Presence presence = jvm.presence();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("pid", jvm.pid());
        put(document, "user", jvm.user());
        put(document, "java", jvm.javaVersion());
        document.put("program", jvm.program());
        document.put("detour", presence.kind().name().toLowerCase(Locale.ROOT));
        put(document, "detour_version", presence.version());
        return document;
    }

    /** What is not known is not there. */
    private static void put(Map<String, Object> document, String key, String value) {
        if (!value.isEmpty()) {
            document.put(key, value);
        }
    }
}
