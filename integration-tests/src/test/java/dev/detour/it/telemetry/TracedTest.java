package dev.detour.it.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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

    @ParameterizedTest
    @MethodSource("jdks")
    void its_span_has_each_attempt_of_a_routed_call_by_every_client_and_way(Jdk jdk) {
        try (Listeners listeners = new Listeners(folder)) {
            try (ChildJvm child = listeners
                    .child(jdk, TRACED)
                    .agent(listeners.config("{log: off}").toString())
                    .start()) {
                child.client("jdk", TRACED, Fields.none().with("client", "jdk"));
                child.client("okhttp", TRACED, Fields.none().with("client", "okhttp"));
                String url = listeners.gateway.url("application.test") + "/v1/x";

                AtomicInteger sends = new AtomicInteger();
                listeners.gateway.answer(asked -> Answer.of(sends.incrementAndGet() == 1 ? 503 : 200));
                assertThat(events(child, "okhttp", "execute", url)).containsExactly("attempt_failed", "call_recovered");
                listeners.gateway.answer(Answer.of(503));
                for (String way : List.of("send", "sendAsync")) {
                    assertThat(events(child, "jdk", way, url)).as(way).containsExactly("attempt_failed", "call_failed");
                }
                for (String way : List.of("execute", "enqueue")) {
                    assertThat(events(child, "okhttp", way, url))
                            .as(way)
                            .containsExactly("attempt_failed", "call_failed");
                }
                assertThat(child.noise()).isEmpty();
            }
        }
    }

    private static List<String> events(ChildJvm child, String client, String way, String url) {
        Fields seen = child.call(client, Fields.none().with("way", way).with("url", url));
        return seen.list("span.event").stream()
                .map(event -> event.substring("detour.".length(), event.indexOf(' ')))
                .toList();
    }
}
