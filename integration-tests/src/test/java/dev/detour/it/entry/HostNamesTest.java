package dev.detour.it.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway whose name has an underscore, as services of Compose do: OkHttp calls it, {@code java.net.URI} knows no such host. */
class HostNamesTest {
    @TempDir
    Path folder;

    @Test
    void okhttp_calls_a_host_with_an_underscore() {
        assertThat(answer(Library.okHttp("4.12.0"), 0)).isEqualTo("GET /routed/v1/x");
    }

    @Test
    void java_net_http_goes_as_without_the_agent_and_this_is_told_once() {
        assertThat(answer(Library.JDK, 1)).isEqualTo("GET /v1/x");
    }

    private String answer(Library library, int lines) {
        try (Scene scene = new Scene(folder);
                ChildJvm child = scene.child(Jdks.one(), library)
                        .agent(scene.config("detour.yaml", """
                                        routes:
                                          - match: %s
                                            to: %s/routed
                                            credentials: strip
                                            dns: {hosts: {my_gateway: [127.0.0.1]}}
                                        """.formatted(
                                                scene.application(), scene.gateway.url("my_gateway")))
                                .toString())
                        .start()) {
            String first = scene.call(child, library);
            assertThat(scene.again(child)).isEqualTo(first);
            assertThat(child.end()).isZero();
            assertThat(child.err().lines())
                    .filteredOn(line -> line.contains("cannot call a host of this name"))
                    .hasSize(lines);
            return first;
        }
    }
}
