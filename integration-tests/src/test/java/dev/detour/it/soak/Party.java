package dev.detour.it.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Library;
import dev.detour.it.programs.Fields;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** One of the applications: a client library in a loader of its own, and what it is to do. */
final class Party {
    private final ChildJvm child;
    private final String name;
    private final List<Task> plan;
    private final Path journal;

    Party(ChildJvm child, Library library, List<Task> plan, Path folder, Fields options) {
        this.child = child;
        this.name = library.name().replace(' ', '-');
        this.plan = plan;
        this.journal = folder.resolve(name + ".journal");
        Path file = folder.resolve(name + ".plan");
        try {
            Files.write(file, plan.stream().map(task -> task.line().line()).toList());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        child.client(
                name,
                library,
                options.with("kind", "dev.detour.it.programs.Endurance")
                        .with("calls-with", library.kind())
                        .with("plan", file)
                        .with("journal", journal)
                        .with(
                                "jars",
                                library.classPath().stream().map(Path::toString).collect(Collectors.joining("\n"))));
    }

    void enter(Turn turn) {
        ask(Fields.none().with("way", "enter").with("period", turn).with("direct", turn.period() != Period.ROUTED));
    }

    void go() {
        ask(Fields.none().with("way", "go"));
    }

    void last(long millis) {
        ask(Fields.none().with("way", "last").with("millis", millis));
    }

    void pause() {
        ask(Fields.none().with("way", "pause"));
    }

    private void ask(Fields what) {
        Fields answer = child.call(name, what);
        assertThat(answer.get("exception.text")).as(what.toString()).isNull();
    }

    /** What has ended since this was asked last. To be asked only when it pauses. */
    List<Ended> ended() {
        File file = journal.toFile();
        if (!file.exists()) {
            return List.of();
        }
        try {
            List<Ended> ended = Files.readAllLines(journal).stream()
                    .map(line -> Ended.parse(line, plan))
                    .toList();
            Files.delete(journal);
            return ended;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
