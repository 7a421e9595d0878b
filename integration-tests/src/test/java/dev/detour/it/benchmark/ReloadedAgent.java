package dev.detour.it.benchmark;

import dev.detour.it.children.DetourJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Our agent, to do nothing in turns of the first way, and all in those of the second: what two JVMs differ by, which
 * over loopback is more than the agent's work, is the same then. Flight Recorder records all the time, as it would
 * without the agent.
 */
final class ReloadedAgent {
    private static final String RELOAD = "reload: 10ms\n";

    private final Path config;
    private final Path recording;
    private final Path events;
    private final int port = AgentOptions.freePort();
    private final Instant began = Instant.now();

    /**
     * Writes its files into the folder.
     *
     * @param routes YAML, with its key, for when the agent is to do all
     */
    ReloadedAgent(Path folder, String routes) throws IOException {
        config = folder.resolve("detour-reloaded.yaml");
        recording = folder.resolve("calls-reloaded.jfr");
        events = folder.resolve("events-reloaded.jsonl");
        Files.deleteIfExists(events);
        Files.deleteIfExists(recording);
        String telemetry = "telemetry: {log: \"off\", events: " + events;
        String all = RELOAD + routes + telemetry + ", prometheus: \"127.0.0.1:" + port + "\"}\n";
        Files.writeString(config, all);
        Files.writeString(Path.of(config + ".0"), RELOAD + telemetry + ", jfr: false, jmx: false}\n");
        Files.writeString(Path.of(config + ".1"), all);
    }

    /** Of the JVM whose program is {@code InTurn}. */
    List<String> options() {
        List<String> options = new ArrayList<>(AgentOptions.recorded(recording));
        options.add("-javaagent:" + DetourJar.path() + "=" + config);
        options.add("-Ddetour.benchmark.reloaded=" + config);
        options.add("-Ddetour.benchmark.events=" + events);
        options.add("-Ddetour.benchmark.port=" + port);
        return options;
    }

    /** Calls that the agent has recorded, when the JVM has ended. */
    long recordedCalls() throws IOException {
        long calls = 0;
        try (RecordingFile recorded = new RecordingFile(recording)) {
            while (recorded.hasMoreEvents()) {
                RecordedEvent event = recorded.readEvent();
                if (event.getEventType().getName().equals("dev.detour.Call")
                        && event.getStartTime().isAfter(began)) {
                    calls++;
                }
            }
        }
        return calls;
    }
}
