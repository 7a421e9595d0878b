package dev.detour.it.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Answer;
import dev.detour.it.servers.Gateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How often java.net.http hands a call from one thread to another, which costs more than all that the agent does. */
class HandOversTest {
    private static final int CALLS = 20;

    @TempDir
    Path folder;

    static List<Jdk> jdks() {
        return Jdks.chosen();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void a_routed_call_is_handed_on_no_more_often(Jdk jdk) throws IOException {
        try (Gateway gateway = Gateway.plain()) {
            gateway.answer(Answer.json(200, "{}"));
            Path config = Files.writeString(
                    folder.resolve("detour.yaml"), """
                    routes:
                      - {match: "%s", to: "%s/routed", credentials: strip}
                    """.formatted(gateway.url("localhost"), gateway.url("localhost")));
            try (ChildJvm child = ChildJvm.on(jdk).agent(config.toString()).start()) {
                child.client(
                        "one", Library.JDK, Fields.none().with("version", "1.1").with("counted", true));
                int untouched = tasks(child, gateway.url("127.0.0.1") + "/v1");
                int routed = tasks(child, gateway.url("localhost") + "/v1");

                // One more a call would be twenty; what is under way between two calls may count here or there.
                assertThat(routed).isLessThan(untouched + CALLS / 2);
                assertThat(gateway.received())
                        .filteredOn(request -> request.target().equals("/routed/v1"))
                        .hasSize(CALLS + 2);
            }
        }
    }

    /** Given to threads by so many calls, after a first one that makes the connection. */
    private static int tasks(ChildJvm child, String url) {
        Fields call = Fields.none().with("url", url);
        child.call("one", call);
        int before = child.call("one", call).number("tasks", 0);
        for (int i = 1; i < CALLS; i++) {
            child.call("one", call);
        }
        return child.call("one", call).number("tasks", 0) - before;
    }
}
