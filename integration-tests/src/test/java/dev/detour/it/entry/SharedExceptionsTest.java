package dev.detour.it.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import dev.detour.it.programs.Fields;
import dev.detour.it.servers.RawConnection;
import dev.detour.it.servers.RawHttp2;
import dev.detour.it.servers.ScriptedServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * java.net.http ends all calls of an HTTP/2 connection that breaks with one exception, which those that are not waited for
 * get as it is: what it tells of one of them must not pass for what happened to another.
 */
class SharedExceptionsTest {
    private static final int CALLS = 3;
    private static final String MARK = "Detour: ";
    private static final String SHARED = "other calls ended with this same exception";

    @TempDir
    Path folder;

    static List<Jdk> jdks() {
        return Jdks.chosen();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void no_call_is_told_what_happened_to_another(Jdk jdk) throws Exception {
        try (Scene scene = new Scene(folder);
                ScriptedServer server = ScriptedServer.tls(
                        scene.authority.server("application.test").context(), SharedExceptionsTest::die, "h2")) {
            String url = "https://application.test:" + server.port();
            Path config = scene.config("detour.yaml", """
                    telemetry: {log: off}
                    routes:
                      - {name: all, match: "%s", retry: {attempts: 1}}
                    """.formatted(url));
            try (ChildJvm child = scene.child(jdk, Library.JDK)
                    .trustStore(scene.authority.store(folder.resolve("roots.p12"), "PKCS12"))
                    .agent(config.toString())
                    .start()) {
                child.client("client", Library.JDK, Fields.none());
                assertThat(child.call("client", post(url + "/first")).get("status"))
                        .isEqualTo("200");
                for (int call = 0; call < CALLS; call++) {
                    child.begin("call " + call, "client", post(url + "/call/" + call));
                }
                List<String> told = new ArrayList<>();
                for (int call = 0; call < CALLS; call++) {
                    told.add(child.await("call " + call).require("exception.text"));
                }

                for (int call = 0; call < CALLS; call++) {
                    String text = told.get(call);
                    assertThat(text.split(MARK, -1)).as(text).hasSizeBetween(2, 3);
                    assertThat(text.contains("calling " + url + "/call/" + call + ":") || text.contains(SHARED))
                            .as(text)
                            .isTrue();
                }
                assertThat(child.end()).isZero();
            }
        }
    }

    /** Answers one request well, and none of those that are there together then. */
    private static void die(RawConnection connection) throws Exception {
        RawHttp2 http = new RawHttp2(connection);
        int first = http.request();
        http.headers(first, 200);
        http.data(first, "ok", true);
        for (int call = 0; call < CALLS; call++) {
            http.request();
        }
        connection.reset();
    }

    private static Fields post(String url) {
        return Fields.none()
                .with("way", "sendAsync")
                .with("url", url)
                .with("method", "POST")
                .with("body", "{}");
    }
}
