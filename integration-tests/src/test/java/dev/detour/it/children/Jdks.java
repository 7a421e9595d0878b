package dev.detour.it.children;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The JDKs to test on: the one that runs the tests, those of {@code -Ddetour.jdks=11=/path,21=/path}, and those in the
 * folder that the variable {@code DETOUR_JDKS} names, one in each subfolder. One JDK for each release.
 */
public final class Jdks {
    private Jdks() {}

    /** All from 11 on, by release. */
    public static List<Jdk> all() {
        return found().values().stream().filter(jdk -> jdk.release() >= 11).toList();
    }

    /** All of them in the matrix, else the one that runs the tests. */
    public static List<Jdk> chosen() {
        return Matrix.isOn() ? all() : List.of(Jdk.running());
    }

    public static Optional<Jdk> of(int release) {
        return Optional.ofNullable(found().get(release));
    }

    private static Map<Integer, Jdk> found() {
        Map<Integer, Jdk> found = new TreeMap<>();
        folders().forEach(jdk -> found.put(jdk.release(), jdk));
        for (String named : System.getProperty("detour.jdks", "").split(",", -1)) {
            if (named.contains("=")) {
                Jdk jdk =
                        new Jdk(Path.of(named.substring(named.indexOf('=') + 1).trim()));
                found.put(jdk.release(), jdk);
            }
        }
        Jdk running = Jdk.running();
        found.put(running.release(), running);
        return found;
    }

    private static List<Jdk> folders() {
        String folder = System.getenv("DETOUR_JDKS");
        if (folder == null) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(Path.of(folder))) {
            return folders.filter(home -> Files.isRegularFile(home.resolve("release")))
                    .sorted(Comparator.naturalOrder())
                    .map(Jdk::new)
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
