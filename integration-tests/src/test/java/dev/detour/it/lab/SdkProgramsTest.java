package dev.detour.it.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Authority;
import dev.detour.it.servers.Gateway;
import dev.detour.it.servers.HttpProxy;
import dev.detour.it.servers.Vendors;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The positive control of the tests with real SDKs: without the agent, through a proxy that lets the vendors' hosts be
 * found on loopback, each program reaches its vendor's path with its key and reads the answer.
 */
class SdkProgramsTest {
    @TempDir
    Path folder;

    static Stream<Library> sdks() {
        return Library.sdks(Jdks.one()).stream();
    }

    @ParameterizedTest
    @MethodSource("sdks")
    void reaches_its_vendor(Library sdk) {
        Authority authority = Authority.named("Vendors' Root");
        try (Gateway vendor = Gateway.tls(
                        authority.server("api.anthropic.com", "api.openai.com").context());
                HttpProxy proxy = HttpProxy.open()
                        .mapping("api.anthropic.com:443", vendor.port())
                        .mapping("api.openai.com:443", vendor.port());
                ChildJvm child = ChildJvm.on(Jdks.one())
                        .with(sdk)
                        .trustStore(authority.store(folder.resolve("trust.p12"), "PKCS12"))
                        .property("https.proxyHost", "127.0.0.1")
                        .property("https.proxyPort", proxy.port())
                        .start()) {
            vendor.answer(new Vendors());
            child.client("sdk", sdk, Fields.none());
            for (String way : ways(sdk)) {
                vendor.reset();
                vendor.answer(new Vendors());
                Fields seen = child.call("sdk", Fields.none().with("way", way));
                assertThat(seen.get("body")).as("%s: %s", way, seen).isEqualTo(Vendors.TEXT);
                assertThat(key(vendor)).contains("application");
                assertThat(vendor.only().path()).startsWith("/v1/");
            }
        }
    }

    private static String key(Gateway vendor) {
        return vendor.only().header("x-api-key") + " " + vendor.only().header("authorization");
    }

    private static List<String> ways(Library sdk) {
        return sdk.equals(Library.OPEN_AI)
                ? List.of("plain", "streamed", "responses", "responsesStreamed")
                : List.of("plain", "streamed");
    }
}
