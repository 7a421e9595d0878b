package dev.detour.it.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.Attachment;
import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Growth;
import dev.detour.it.children.Histogram;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import dev.detour.it.programs.Fields;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In and out, over and over, beside clients that are used all the time and keep their connections. */
class CyclesTest {
    /** By then everything that is loaded once and stays has been loaded: the bridge, the clients' own classes. */
    private static final int SETTLED = 10;

    private static final int CYCLES = 100;

    private static final List<String> JUDGED = List.of("heap", "metaspace", "classes", "live", "files", "sockets");

    private static final List<Library> CLIENTS = Stream.concat(
                    Stream.of(Library.JDK),
                    Stream.of("3.12.13", "4.12.0", "5.5.1").map(Library::okHttp))
            .toList();

    @TempDir
    Path folder;

    private Scene scene;

    static List<Jdk> jdks() {
        return Jdks.chosen();
    }

    @BeforeEach
    void open() {
        scene = new Scene(folder);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    @Tag("matrix")
    void a_hundred_times_in_and_out_leave_nothing_behind(Jdk jdk) {
        try (ChildJvm child = scene.child(jdk, Library.JDK).start()) {
            deploy(child);
            assertThat(bodies(child)).containsOnly("GET /v1/x");
            cycles(jdk, child, 0, SETTLED);
            Fields settled = footprint(child);
            cycles(jdk, child, SETTLED, CYCLES);
            Fields end = footprint(child);

            for (String name : JUDGED) {
                assertThat((double) (value(end, name) - value(settled, name)) / (CYCLES - SETTLED))
                        .as("%s a cycle, from %s to %s", name, settled, end)
                        .isLessThan(Growth.mostOfACycle(name));
            }
            assertThat(child.end()).isZero();
            assertThat(child.noise()).isEmpty();
        }
    }

    /** In turn with a route over http and with one that adds a root to TLS connections, which outlive the agent. */
    private void cycles(Jdk jdk, ChildJvm child, int from, int to) {
        for (int cycle = from; cycle < to; cycle++) {
            boolean secure = cycle % 2 == 1;
            Attachment.API.attach(child, secure ? secured() : scene.routed());
            assertThat(bodies(child))
                    .as("cycle %s", cycle)
                    .containsOnly(secure ? "GET /secured/v1/x" : "GET /routed/v1/x");
            Attachment.API.detach(child);
            assertThat(bodies(child)).as("cycle %s", cycle).containsOnly("GET /v1/x");
            assertThat(Histogram.of(jdk, child).instances("dev.detour.AgentLoader"))
                    .as("loaders that live after cycle %s", cycle)
                    .isZero();
        }
        assertThat(child.ask(Fields.none().with("op", "threads")).list("threads"))
                .noneMatch(name -> name.contains("detour"));
    }

    private Path secured() {
        return scene.config("secured.yaml", """
                reload: 1s
                routes:
                  - name: secured
                    match: %s
                    to: %s/secured
                    credentials: strip
                    trust: root.pem
                """.formatted(scene.application(), scene.secure.url("secure.test")));
    }

    private static void deploy(ChildJvm child) {
        for (Library library : CLIENTS) {
            String jars = library.classPath().stream().map(Path::toString).collect(Collectors.joining("\n"));
            child.client(library.name(), library, Fields.none().with("jars", jars));
        }
    }

    private List<String> bodies(ChildJvm child) {
        return CLIENTS.stream()
                .map(library -> child.call(library.name(), Scene.get(scene.application() + "/v1/x")))
                .map(seen -> seen.get("body") + seen.get("exception.text", ""))
                .toList();
    }

    private static long value(Fields footprint, String name) {
        return Long.parseLong(footprint.require(name));
    }

    private static Fields footprint(ChildJvm child) {
        return child.ask(Fields.none().with("op", "footprint"));
    }
}
