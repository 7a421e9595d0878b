package dev.detour.it.children;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The names that children can resolve ({@code jdk.net.hosts.file}): these, all of them on loopback, and no others, so
 * that nothing that goes wrong can leave the machine.
 */
public final class Hosts {
    private Hosts() {}

    /** Writes the file and returns it. */
    public static Path write(Path file, List<String> names) {
        try {
            return Files.writeString(
                    file, names.stream().map(name -> "127.0.0.1 " + name + "\n").collect(Collectors.joining()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
