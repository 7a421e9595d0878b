package dev.detour.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are written over with each input. */
final class Scratch {
    private Scratch() {}

    static Path file(String name) {
        return folder().resolve(name);
    }

    static Path folder() {
        try {
            Path folder = Files.createDirectories(Path.of("target/fuzz/scratch"));
            return Files.createTempDirectory(folder, "");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
