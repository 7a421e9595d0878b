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

    /**
     * Those of {@code -Ddetour.releases=11,25}; where that is not said, all of them in the matrix, else the one that runs
     * the tests. Throws {@link IllegalStateException} where a release is not found.
     */
    public static List<Jdk> chosen() {
        List<Integer> wanted = releases();
        if (!wanted.isEmpty()) {
            return wanted.stream().map(Jdks::required).toList();
        }
        return Matrix.isOn() ? all() : List.of(Jdk.running());
    }

    /** The one for what is tested on a single JDK. */
    public static Jdk one() {
        return chosen().contains(Jdk.running()) ? Jdk.running() : chosen().get(0);
    }

    private static Jdk required(int release) {
        return of(release).orElseThrow(() -> new IllegalStateException("no JDK " + release + " among " + found()));
    }

    private static List<Integer> releases() {
        return Stream.of(System.getProperty("detour.releases", "").split(",", -1))
                .filter(release -> !release.isBlank())
                .map(release -> Integer.valueOf(release.trim()))
                .toList();
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
            return folders.filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .sorted(Comparator.naturalOrder())
                    .map(Jdk::new)
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
