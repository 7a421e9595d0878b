package dev.detour.it.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import dev.detour.it.programs.Fields;
import dev.detour.it.servers.SocksProxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application that has filled the common pool with work that waits: what is ours does not wait with it. */
class BusyPoolTest {
    @TempDir
    Path folder;

    static List<Jdk> jdks() {
        return Jdks.chosen();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void calls_through_socks_and_reloads_take_no_thread_of_the_common_pool(Jdk jdk) throws Exception {
        try (Scene scene = new Scene(folder);
                SocksProxy socks = SocksProxy.open();
                ChildJvm child = scene.child(jdk, Library.JDK)
                        // With fewer, what asks for the pool gets a thread of its own instead.
                        .property("java.util.concurrent.ForkJoinPool.common.parallelism", "2")
                        .agent(config(scene, socks, "one").toString())
                        .start()) {
            child.ask(Fields.none().with("op", "occupy"));
            assertThat(scene.call(child, Library.JDK)).isEqualTo("GET /one/v1/x");
            assertThat(socks.asked()).hasSize(1);

            Path next = config(scene, socks, "two");
            assertThat(scene.await(child, "GET /two/v1/x")).as(next.toString()).isEqualTo("GET /two/v1/x");
        }
    }

    private Path config(Scene scene, SocksProxy socks, String base) throws Exception {
        Path next = scene.config(
                "next.yaml", """
                reload: 50ms
                routes:
                  - {match: %s, to: %s/%s, credentials: forward, proxy: "socks5://127.0.0.1:%d"}
                """.formatted(scene.application(), scene.gateway.url("127.0.0.1"), base, socks.port()));
        return Files.move(
                next,
                folder.resolve("detour.yaml"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
    }
}
