package dev.detour.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The long form: Jazzer looks for inputs that reach what none has reached before, and keeps them for the next time. A JVM
 * for each target, because it has one a process. In that JVM time is bounded, and memory by its heap; what it has kept is
 * then taken here, where nobody watches, within the bounds of {@link FuzzTest}. {@code mvn -Pfuzz verify -Ddetour.fuzz.minutes=60}.
 */
class LongFuzz {
    private static final long SECONDS =
            Math.max(10, Long.getLong("detour.fuzz.minutes", 13) * 60 / Targets.values().length);

    private static final Path FOUND = Path.of("target/fuzz");

    @ParameterizedTest
    @EnumSource
    void takes_whatever_is_found(Targets place) throws Throwable {
        Path known = Files.createDirectories(FOUND.resolve(place + "-known"));
        Path said = FOUND.resolve(place + ".log");
        Process jazzer = new ProcessBuilder(command(place, known))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        int status = jazzer.waitFor();
        assertThat(status)
                .as(
                        "see %s; what failed is in %s, and is tried again and again once it is in %s",
                        said, failed(place), place.folder())
                .isZero();
        takeAgain(place, known);
    }

    private static void takeAgain(Targets place, Path known) throws Throwable {
        Bounds bounds = new Bounds(place.make());
        List<Path> inputs = new ArrayList<>();
        for (Path folder : List.of(place.folder(), known)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.sorted().forEach(inputs::add);
            }
        }
        for (Path input : inputs) {
            try {
                bounds.takeWatched(Files.readAllBytes(input));
            } catch (Throwable failure) {
                throw new AssertionError("input " + input, failure);
            }
        }
    }

    private static List<String> command(Targets place, Path known) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                "-D" + Fuzzed.PLACE + "=" + place,
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + Fuzzed.class.getName(),
                "--instrumentation_includes=dev.detour.**",
                // They look for attacks on servers; a configuration may name files and hosts.
                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.FilePathTraversal"
                        + ":com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery",
                "--reproducer_path=" + FOUND,
                "-artifact_prefix=" + FOUND + "/" + place + "-",
                "-max_total_time=" + SECONDS,
                "-timeout=30",
                "-rss_limit_mb=0",
                "-max_len=" + Mutation.LONGEST,
                known.toString()));
        command.add(place.folder().toString());
        return command;
    }

    private static List<String> failed(Targets place) throws IOException {
        try (Stream<Path> files = Files.list(FOUND)) {
            return files.map(Path::toString)
                    .filter(name -> name.contains("/" + place + "-") && !name.endsWith("-known"))
                    .toList();
        }
    }
}
