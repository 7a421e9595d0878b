package dev.detour.it.children;

import java.nio.file.Files;
import java.nio.file.Path;

/** The jar under test. */
public final class DetourJar {
    private DetourJar() {}

    public static Path path() {
        Path jar = Path.of(System.getProperty("detour.jar")).toAbsolutePath().normalize();
        if (!Files.isRegularFile(jar)) {
            throw new AssertionError(jar + " is not there: the agent module builds it at `package`");
        }
        return jar;
    }
}
