package dev.detour.it.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.Attachment;
import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import dev.detour.it.programs.Fields;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several releases of OkHttp in several loaders of one JVM, as in an application server. */
class LoadersTest {
    @TempDir
    Path folder;

    static List<Jdk> jdks() {
        return Jdks.chosen();
    }

    private static List<Library> releases() {
        return Library.all().stream().filter(Library::isOkHttp).toList();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void each_is_routed_from_the_start(Jdk jdk) {
        try (Scene scene = new Scene(folder);
                ChildJvm child = scene.child(jdk, Library.JDK)
                        .agent(scene.routed().toString())
                        .start()) {
            deploy(child);
            assertThat(bodies(scene, child)).containsOnly("GET /routed/v1/x");
            assertThat(child.noise()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void each_is_routed_when_attached_and_freed_when_detached(Jdk jdk) {
        try (Scene scene = new Scene(folder);
                ChildJvm child = scene.child(jdk, Library.JDK).start()) {
            deploy(child);
            assertThat(bodies(scene, child)).containsOnly("GET /v1/x");
            Attachment.API.attach(child, scene.routed());
            assertThat(bodies(scene, child)).containsOnly("GET /routed/v1/x");
            Attachment.API.detach(child);
            assertThat(bodies(scene, child)).containsOnly("GET /v1/x");
        }
    }

    /** OkHttp's own idle threads keep a loader for a minute, those of OkHttp 3 for several, with or without us. */
    @ParameterizedTest
    @MethodSource("jdks")
    @Tag("matrix")
    void undeployed_application_is_collected(Jdk jdk) {
        List<String> collectable = List.of("okhttp 4.12.0", "okhttp 5.0.0", "okhttp 5.5.1");
        try (Scene scene = new Scene(folder);
                ChildJvm child = scene.child(jdk, Library.JDK)
                        .agent(scene.routed().toString())
                        .start()) {
            deploy(child);
            bodies(scene, child);
            for (String name : collectable) {
                child.ask(Fields.none().with("op", "close").with("name", name));
            }
            assertThat(collectable).allMatch(name -> isCollected(child, name));
        }
    }

    /** Asks for two minutes and a half at most; each question waits for ten seconds. */
    private static boolean isCollected(ChildJvm child, String name) {
        for (int asked = 0; asked < 15; asked++) {
            if (child.ask(Fields.none().with("op", "collected").with("name", name))
                    .flag("collected")) {
                return true;
            }
        }
        return false;
    }

    private static void deploy(ChildJvm child) {
        for (Library release : releases()) {
            String jars = release.classPath().stream().map(Path::toString).collect(Collectors.joining("\n"));
            child.client(release.name(), release, Fields.none().with("jars", jars));
        }
    }

    private static List<String> bodies(Scene scene, ChildJvm child) {
        return releases().stream()
                .map(release -> child.call(
                                release.name(),
                                Fields.none().with("way", "execute").with("url", scene.application() + "/v1/x"))
                        .get("body"))
                .toList();
    }
}
