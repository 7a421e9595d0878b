package dev.detour.it.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.Attachment;
import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import dev.detour.it.contract.Event;
import dev.detour.it.contract.EventFile;
import dev.detour.it.programs.Fields;
import dev.detour.it.servers.RawConnection;
import dev.detour.it.servers.ScriptedServer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Connections that clients had made before the agent came are not new ones. */
class EarlierConnectionsTest {
    private static final String GOOD = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

    @TempDir
    Path folder;

    static List<Jdk> jdks() {
        return Jdks.chosen();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void one_that_turns_out_dead_is_stale(Jdk jdk) {
        EventFile events = new EventFile(folder.resolve("events.jsonl"));
        try (Scene scene = new Scene(folder);
                ScriptedServer server = ScriptedServer.plain(EarlierConnectionsTest::onceAndNoMore);
                ChildJvm child = scene.child(jdk, Library.JDK).start()) {
            String url = "http://application.test:" + server.port();
            for (Library library : Library.all()) {
                String jars = library.classPath().stream().map(Path::toString).collect(Collectors.joining("\n"));
                child.client(
                        library.name(),
                        library,
                        Fields.none().with("jars", jars).with("retry", "never"));
                assertThat(child.call(library.name(), post(library, url)).get("status"))
                        .isEqualTo("200");
            }
            Attachment.API.attach(child, scene.config("detour.yaml", """
                    telemetry: {log: off, events: %s}
                    routes:
                      - {name: all, match: "%s", retry: {attempts: 1}}
                    """.formatted(events.path(), url)));
            for (Library library : Library.all()) {
                child.call(library.name(), post(library, url));
                Event event = events.await(told -> url(library, url).equals(told.get("url")));
                assertThat(event.get("kind")).as(event.line()).isEqualTo("stale_connection");
                assertThat(event.get("connection")).as(event.line()).isEqualTo("reused");
            }
        }
    }

    private static void onceAndNoMore(RawConnection connection) throws Exception {
        connection.request();
        connection.say(GOOD);
        connection.request();
        connection.end();
    }

    private static Fields post(Library library, String url) {
        return Fields.none()
                .with("way", library.isOkHttp() ? "execute" : "send")
                .with("method", "POST")
                .with("body", "{}")
                .with("url", url(library, url));
    }

    private static String url(Library library, String url) {
        return url + "/" + library.name().replace(' ', '-');
    }
}
