package dev.detour.it.children;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The names that children can resolve ({@code jdk.net.hosts.file}): these, all of them on loopback, and no others, so
 * that nothing that goes wrong can leave the machine.
 */
public final class Hosts {
    private Hosts() {}

    /** Writes the file, also while children read it, and returns it. */
    public static Path write(Path file, List<String> names) {
        try {
            Path written = Files.writeString(
                    file.resolveSibling(file.getFileName() + ".next"),
                    names.stream().map(name -> "127.0.0.1 " + name + "\n").collect(Collectors.joining()));
            return Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
