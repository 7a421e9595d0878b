package dev.detour.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Faults against the clients in scope: a test for each child, and one for the page of all faults. */
final class Table {
    private static final Path MODULE = Path.of(System.getProperty("basedir", ""));

    private static final Path PAGE = MODULE.resolve("FAULTS.md");

    /** Of all tables of this run, for the page has them all. */
    private static final Results SHOWN = new Results();

    private final Lab lab;
    private final Ground ground;
    private final List<Fault> faults;
    private final Results results = new Results();

    Table(Lab lab, Ground ground, List<Fault> faults) {
        this.lab = lab;
        this.ground = ground;
        this.faults = faults;
    }

    /** To be run in this order: the page tells what came before it. */
    Stream<DynamicTest> tests(List<Fault> onLoopback, List<Fault> inNamespace) {
        return Stream.concat(
                Jdks.chosen().stream().flatMap(this::tests),
                Stream.of(DynamicTest.dynamicTest(
                        "the page is up to date",
                        () -> compare(new Document(page(), SHOWN).of(onLoopback, inNamespace)))));
    }

    private Stream<DynamicTest> tests(Jdk jdk) {
        return Scope.libraries().stream()
                .map(library -> DynamicTest.dynamicTest(library + ", " + jdk, () -> run(library, jdk)));
    }

    private void run(Library library, Jdk jdk) {
        List<Verdict> verdicts;
        try (Trial trial = new Trial(lab, ground, library, jdk, Scope.cells(faults, library, jdk))) {
            verdicts = trial.run();
        }
        results.add(library, jdk, verdicts);
        SHOWN.add(library, jdk, verdicts);
        write("wrong-cells.txt", String.join("\n", lines(results.wrong().stream())) + "\n");
        assertThat(lines(results.wrong().stream()
                        .filter(result ->
                                result.library().equals(library) && result.jdk().equals(jdk))))
                .as("wrong cells")
                .isEmpty();
    }

    private static List<String> lines(Stream<Results.Result> some) {
        return some.map(Results.Result::line).toList();
    }

    private static String page() {
        try {
            return Files.readString(PAGE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void compare(String made) {
        System.out.println(results.matrix());
        Path copy = write("FAULTS.md", made);
        assertThat(page()).as("copy " + copy + " over " + PAGE).isEqualTo(made);
    }

    private static Path write(String file, String text) {
        try {
            return Files.writeString(MODULE.resolve("target").resolve(file), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
