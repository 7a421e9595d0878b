package dev.detour.cli;

import dev.detour.attach.Target;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** Something that is done to a JVM, and told in one line or document. */
final class Deed {
    private final CommandSpec spec;
    private final JsonOption json;
    private final String pid;
    private final String done;

    private Deed(CommandSpec spec, JsonOption json, String pid, String done) {
        this.spec = spec;
        this.json = json;
        this.pid = pid;
        this.done = done;
    }

    /**
     * For a command.
     *
     * @param done what is said when it is done, before the number of the process
     */
    static Deed of(CommandSpec spec, JsonOption json, String pid, String done) {
        return new Deed(spec, json, pid, done);
    }

    /** The exit status. */
    int tell(Target target, Map<String, String> options) throws IOException {
        try {
            target.tell(options);
        } catch (Target.Refusal refusal) {
            return refused(String.valueOf(refusal.getMessage()));
        }
        if (json.isWanted()) {
            JsonOption.print(spec, document(true));
        } else {
            spec.commandLine().getOut().println(done + " " + pid);
        }
        return ExitStatus.WELL;
    }

    /** May be several lines, one for each fault of a configuration. */
    private int refused(String message) {
        if (json.isWanted()) {
            Map<String, Object> document = document(false);
            document.put("error", message);
            JsonOption.print(spec, document);
        } else {
            spec.commandLine().getErr().println(message);
        }
        return ExitStatus.FAILED;
    }

    private Map<String, Object> document(boolean well) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("pid", pid);
        document.put("done", well);
        return document;
    }
}
