package dev.detour.it.benchmark;

import java.nio.file.Path;
import java.util.List;

/** OpenTelemetry's agent, with all of its instrumentation and nowhere to send to. */
final class OpenTelemetry {
    private OpenTelemetry() {}

    static List<String> options() {
        return List.of(
                "-javaagent:" + Path.of(System.getProperty("detour.agents"), "opentelemetry.jar"),
                "-Dotel.traces.exporter=none",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none");
    }
}
