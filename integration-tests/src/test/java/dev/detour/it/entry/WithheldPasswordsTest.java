package dev.detour.it.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Answer;
import dev.detour.it.servers.HttpProxy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the contract cannot say of the application's {@code Authenticator}: a JVM of its own is needed for it. */
class WithheldPasswordsTest {
    private static final int AUTHENTICATION = 19;

    @TempDir
    Path folder;

    static List<Jdk> jdks() {
        return Jdks.chosen();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void tunnel_through_our_proxy_gets_none_although_the_jdk_allows_basic(Jdk jdk) {
        try (Scene scene = new Scene(folder);
                HttpProxy proxy = HttpProxy.withPassword("nobody", "knows")) {
            String url = scene.secure.url("secure.test");
            Path config = scene.config("detour.yaml", """
                    routes:
                      - {name: proxied, match: "%s/ours", proxy: "http://127.0.0.1:%d"}
                      - {name: own, match: "%s/own", retry: {attempts: 1}}
                    """.formatted(url, proxy.port(), url));
            try (ChildJvm child = scene.child(jdk, Library.JDK)
                    .trustStore(scene.authority.store(folder.resolve("trust.p12"), "PKCS12"))
                    .property("jdk.http.auth.tunneling.disabledSchemes", "")
                    .agent(config.toString())
                    .start()) {
                child.client("client", Library.JDK, Fields.none().with("authenticator", "nobody:knows"));
                child.client(
                        "proxied",
                        Library.JDK,
                        Fields.none().with("authenticator", "nobody:knows").with("proxy", "127.0.0.1:" + proxy.port()));

                assertThat(child.call("client", Scene.get(url + "/ours")).get("status"))
                        .isEqualTo("407");
                assertThat(proxy.asked())
                        .isNotEmpty()
                        .allSatisfy(asked -> assertThat(asked.authorization()).isNull());
                assertThat(child.call("proxied", Scene.get(url + "/own")).get("status"))
                        .isEqualTo("200");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void fault_of_the_hook_keeps_them_back_from_routed_calls_and_from_no_other(Jdk jdk) {
        try (Scene scene = new Scene(folder)) {
            scene.gateway.answer(request -> request.header("authorization") != null
                    ? Answer.text("welcome")
                    : Answer.of(401).header("www-authenticate", "Basic realm=\"gateway\""));
            try (ChildJvm child = scene.child(jdk, Library.JDK)
                    .property("detour.fault.hook", AUTHENTICATION)
                    .agent(scene.routed().toString())
                    .start()) {
                child.client("client", Library.JDK, Fields.none().with("authenticator", "application:secret"));
                assertThat(child.call("client", Scene.get(scene.gateway.url("127.0.0.1") + "/routed/v1"))
                                .get("status"))
                        .isEqualTo("200");
                scene.gateway.forget();

                assertThat(child.call("client", Scene.get(scene.application() + "/v1"))
                                .get("status"))
                        .isEqualTo("401");
                assertThat(scene.gateway.received())
                        .isNotEmpty()
                        .allSatisfy(received ->
                                assertThat(received.header("authorization")).isNull());
            }
        }
    }
}
