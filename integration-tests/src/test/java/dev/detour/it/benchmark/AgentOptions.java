package dev.detour.it.benchmark;

import dev.detour.it.children.DetourJar;
import dev.detour.it.servers.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a JVM is started with to be measured with our agent, or with Flight Recorder alone. */
final class AgentOptions {
    private final Path folder;
    private final Rival rival;

    /** Files go into the folder, and bear the rival's name. */
    AgentOptions(Path folder, Rival rival) {
        this.folder = folder;
        this.rival = rival;
    }

    /**
     * Our agent, which tells nothing, or for {@link Rival#ALL_OUTPUTS} all that it can.
     *
     * @param routes YAML, with its key
     */
    List<String> detour(String routes) throws IOException {
        if (rival != Rival.ALL_OUTPUTS) {
            return List.of(detour(routes, ""));
        }
        List<String> options = new ArrayList<>(recorded());
        options.add(detour(
                routes,
                ", events: " + folder.resolve("events.jsonl") + ", prometheus: \"127.0.0.1:" + FreePort.find() + "\""));
        return options;
    }

    private String detour(String routes, String outputs) throws IOException {
        Path file = folder.resolve("detour-" + rival + ".yaml");
        Files.writeString(file, routes + "telemetry: {log: \"off\"" + outputs + "}\n");
        return "-javaagent:" + DetourJar.path() + "=" + file;
    }

    List<String> recorded() {
        return List.of(
                "-XX:StartFlightRecording=filename=" + recording(folder, rival) + ",settings=default",
                // Not jfr*=off, by which JDK 17 begins to parse and print every event for its own log.
                "-Xlog:jfr+startup=off");
    }

    /** What Flight Recorder has recorded when the JVM has ended. */
    static Path recording(Path folder, Rival rival) {
        return folder.resolve("calls-" + rival + ".jfr");
    }
}
