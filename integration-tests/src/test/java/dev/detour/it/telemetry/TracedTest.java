package dev.detour.it.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import dev.detour.it.programs.Fields;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application that has OpenTelemetry itself, in another version than ours and under its own name. */
class TracedTest {
    private static final Library TRACED =
            new Library("opentelemetry", "dev.detour.it.opentelemetry.Traced", "opentelemetry");

    @TempDir
    Path folder;

    static List<Jdk> jdks() {
        return Jdks.chosen();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void its_current_span_tells_what_became_of_the_call(Jdk jdk) {
        try (Listeners listeners = new Listeners(folder)) {
            try (ChildJvm child = listeners
                    .child(jdk, TRACED)
                    .agent(listeners.config("{log: off}").toString())
                    .start()) {
                child.client("client", TRACED, Fields.none());

                Fields failed = listeners.get(child, listeners.nowhere());

                assertThat(failed.list("span.event"))
                        .singleElement()
                        .asString()
                        .startsWith("detour.call_failed ")
                        .contains("detour.kind=connect_refused");
                assertThat(failed.get("span.attributes")).contains("detour.kind=connect_refused");
                assertThat(child.noise()).isEmpty();
            }
        }
    }
}
