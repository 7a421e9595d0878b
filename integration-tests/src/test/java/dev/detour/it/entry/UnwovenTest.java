package dev.detour.it.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.Attachment;
import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A class that cannot be changed, as one of a JDK to come may be ({@code -Ddetour.fault.weave=a/b/C}). */
class UnwovenTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "jdk, jdk/internal/net/http/RedirectFilter",
        "jdk, jdk/internal/net/http/AbstractAsyncSSLConnection",
        "okhttp, okhttp3/Address"
    })
    void a_client_that_lacks_a_hook_for_safety_is_not_routed(String client, String type) {
        Library library = client.equals("jdk") ? Library.JDK : Library.okHttp("4.12.0");
        try (Scene scene = new Scene(folder);
                ChildJvm child = child(scene, library, type)) {
            assertThat(scene.call(child, library)).isEqualTo("GET /v1/x");
            assertThat(scene.again(child)).isEqualTo("GET /v1/x");
            assertThat(scene.gateway.received()).allMatch(request -> request.header("x-api-key") == null);

            String status = Attachment.command("status", Long.toString(child.pid()), "--json")
                    .out()
                    .get(0);
            assertThat(status).contains("\"covered\":[]");
            assertThat(child.end()).isZero();
            assertThat(child.err().lines())
                    .filteredOn(line -> line.contains("go as without the agent, because " + type.replace('/', '.')))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "jdk, jdk/internal/net/http/ResponseTimerEvent",
        "okhttp, okhttp3/internal/http2/Http2Connection$Builder"
    })
    void one_that_lacks_another_is(String client, String type) {
        Library library = client.equals("jdk") ? Library.JDK : Library.okHttp("4.12.0");
        try (Scene scene = new Scene(folder);
                ChildJvm child = child(scene, library, type)) {
            assertThat(scene.call(child, library)).isEqualTo("GET /routed/v1/x");
        }
    }

    private static ChildJvm child(Scene scene, Library library, String type) {
        return scene.child(Jdks.one(), library)
                .property("detour.fault.weave", type)
                .agent(scene.routed().toString())
                .start();
    }
}
