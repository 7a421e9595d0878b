package dev.detour.it.children;

import java.nio.file.Files;
import java.nio.file.Path;

/** Agents of others that services run with. */
public enum OtherAgent {
    OPEN_TELEMETRY("opentelemetry.jar"),
    JACOCO("jacoco.jar");

    private final String file;

    OtherAgent(String file) {
        this.file = file;
    }

    /** The JVM's option that starts it; the options are what stands behind the jar's name, empty for none. */
    public String option(String options) {
        Path jar = Path.of(System.getProperty("detour.agents"), file);
        if (!Files.isRegularFile(jar)) {
            throw new AssertionError(jar + " is not there: the build copies it");
        }
        return "-javaagent:" + jar + (options.isEmpty() ? "" : "=" + options);
    }
}
