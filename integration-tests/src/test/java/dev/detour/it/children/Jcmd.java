package dev.detour.it.children;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The JDK's own tool. */
public final class Jcmd {
    private Jcmd() {}

    /**
     * Has a child do a diagnostic command, by its own JDK's tool; what that prints. Throws {@link AssertionError} where it
     * fails.
     */
    public static List<String> run(Jdk jdk, ChildJvm child, String... command) {
        List<String> words = new ArrayList<>(List.of(jdk.tool("jcmd").toString(), Long.toString(child.pid())));
        words.addAll(List.of(command));
        Command.Result result = Command.run(Map.of(), words);
        if (result.status() != 0) {
            throw new AssertionError("jcmd ended with " + result);
        }
        return result.out();
    }
}
