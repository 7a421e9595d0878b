package dev.detour.it.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import dev.detour.it.programs.Fields;
import dev.detour.it.servers.ScriptedServer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JDK by itself leaves a connection open for ever whose answer it could not read. */
class UnreadableAnswersTest {
    @TempDir
    Path folder;

    static List<Jdk> jdks() {
        return Jdks.chosen();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void their_connections_are_closed(Jdk jdk) throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (Scene scene = new Scene(folder);
                ScriptedServer server = ScriptedServer.plain(connection -> {
                    connection.request();
                    connection.say("SSH-2.0-OpenSSH_9.9\r\n\r\n");
                    connection.hang();
                    closed.countDown();
                })) {
            String url = "http://application.test:" + server.port();
            Path config = scene.config("detour.yaml", """
                    telemetry: {log: off}
                    routes:
                      - {name: all, match: "%s", retry: {attempts: 1}}
                    """.formatted(url));
            try (ChildJvm child =
                    scene.child(jdk, Library.JDK).agent(config.toString()).start()) {
                child.client("client", Library.JDK, Fields.none());
                Fields seen = child.call("client", Scene.get(url + "/v1/x"));

                assertThat(seen.get("exception.text")).contains("ProtocolException");
                assertThat(closed.await(90, TimeUnit.SECONDS)).isTrue();
            }
        }
    }
}
