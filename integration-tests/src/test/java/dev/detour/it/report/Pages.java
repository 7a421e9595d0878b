package dev.detour.it.report;

import dev.detour.it.children.Command;
import dev.detour.it.children.DetourJar;
import dev.detour.it.children.Jdks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the command as a user does. */
final class Pages {
    private Pages() {}

    /** Makes a page of these files, in a JVM with 256 MB. */
    static Command.Result make(Path page, Path... events) {
        List<String> words = new ArrayList<>(List.of("report", "-o", page.toString()));
        for (Path file : events) {
            words.add(file.toString());
        }
        return run(words.toArray(String[]::new));
    }

    static Command.Result run(String... words) {
        List<String> all = new ArrayList<>(List.of(
                Jdks.one().java().toString(),
                "-Xmx256m",
                "-jar",
                DetourJar.path().toString()));
        all.addAll(List.of(words));
        return Command.run(Map.of(), all);
    }
}
