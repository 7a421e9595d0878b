package dev.detour.it.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Answer;
import dev.detour.it.servers.Gateway;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application that lets java.net.http itself repeat a POST which a connection has lost. */
class AllMethodsRetriedTest {
    @TempDir
    Path folder;

    static List<Jdk> jdks() {
        return Jdks.chosen();
    }

    /** The repeat finds no connection, and says so; what it repeats may have been acted on all the same. */
    @ParameterizedTest
    @MethodSource("jdks")
    void a_post_that_one_gateway_has_read_does_not_go_to_the_next(Jdk jdk) throws Exception {
        Gateway preferred = Gateway.plain();
        preferred.answer(request -> {
            preferred.close();
            return Answer.none(false);
        });
        try (Scene scene = new Scene(folder);
                preferred) {
            Path config = scene.config("detour.yaml", """
                    telemetry: {log: "off"}
                    routes:
                      - match: %s
                        credentials: forward
                        to: ["%s/preferred", "%s/backup"]
                    """.formatted(
                            scene.application(), preferred.url("127.0.0.1"), scene.gateway.url("127.0.0.1")));
            try (ChildJvm child = scene.child(jdk, Library.JDK)
                    .property("jdk.httpclient.enableAllMethodRetry", "true")
                    .agent(config.toString())
                    .start()) {
                child.client("client", Library.JDK, Fields.none());

                assertThat(child.call("client", asking(scene, "POST")).get("exception.text"))
                        .isNotNull();
                assertThat(preferred.received()).hasSize(1);
                assertThat(scene.gateway.received()).isEmpty();

                assertThat(child.call("client", asking(scene, "GET")).get("body"))
                        .isEqualTo("GET /backup/v1/x");
            }
        }
    }

    private static Fields asking(Scene scene, String method) {
        return Scene.get(scene.application() + "/v1/x").with("method", method).with("body", "a body");
    }
}
