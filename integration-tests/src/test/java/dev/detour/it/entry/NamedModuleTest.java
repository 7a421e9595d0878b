package dev.detour.it.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.Command;
import dev.detour.it.children.DetourJar;
import dev.detour.it.children.Hosts;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that is a named module, with OkHttp on the module path. */
class NamedModuleTest {
    private static final String PROGRAM = """
            package app;

            import okhttp3.CertificatePinner;
            import okhttp3.OkHttpClient;
            import okhttp3.Request;
            import okhttp3.Response;

            public class Main {
                public static void main(String[] arguments) {
                    for (int i = 2; i < arguments.length; i++) {
                        call(arguments[0], arguments[1], arguments[i]);
                    }
                    System.exit(0);
                }

                private static void call(String url, String host, String pin) {
                    CertificatePinner.Builder pins = new CertificatePinner.Builder();
                    if (!pin.equals("none")) {
                        pins.add(host, pin);
                    }
                    OkHttpClient client = new OkHttpClient.Builder().certificatePinner(pins.build()).build();
                    try (Response response = client.newCall(new Request.Builder().url(url).build()).execute()) {
                        System.out.println(OkHttpClient.class.getModule() + " " + response.code());
                    } catch (Exception failure) {
                        System.out.println(failure.getClass().getSimpleName());
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void a_route_adds_roots_and_pins_stay_in_force() throws IOException {
        String modules = modules();
        Path classes = compiled(modules);
        try (Scene scene = new Scene(folder)) {
            Path configuration = scene.config(
                    "detour.yaml", """
                    routes:
                      - match: https://vendor.test
                        to: %s/routed
                        credentials: strip
                        trust: %s
                    """.formatted(scene.secure.url("secure.test"), folder.resolve("root.pem")));

            Command.Result result = Command.run(
                    Jdks.one().java().toString(),
                    "-javaagent:" + DetourJar.path() + "=" + configuration,
                    "-Djdk.net.hosts.file=" + Hosts.write(folder.resolve("hosts"), List.of("secure.test")),
                    "--module-path",
                    classes + File.pathSeparator + modules,
                    "--module",
                    "app/app.Main",
                    "https://vendor.test/v1/x",
                    "secure.test",
                    "none",
                    scene.secureIdentity.pin(),
                    scene.secureIdentity.rootPin(),
                    scene.authority.client("x").pin());

            assertThat(result.status()).as(result.err().toString()).isZero();
            assertThat(result.out())
                    .containsExactly(
                            "module okhttp3 200",
                            "module okhttp3 200",
                            "module okhttp3 200",
                            "SSLPeerUnverifiedException");
            assertThat(scene.secure.received())
                    .hasSize(3)
                    .allMatch(request -> request.path().equals("/routed/v1/x"));
        }
    }

    private static String modules() {
        return Library.okHttp("5.5.1").classPath().stream()
                .filter(path -> path.toString().endsWith(".jar"))
                .filter(path -> !path.getFileName().toString().contains("sse"))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Path compiled(String modules) throws IOException {
        Path info = Files.writeString(
                folder.resolve("module-info.java"),
                "module app { requires okhttp3; requires okio; requires kotlin.stdlib; }");
        Path main = Files.writeString(folder.resolve("Main.java"), PROGRAM);
        Path classes = folder.resolve("classes");
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "--release",
                        "11",
                        "--module-path",
                        modules,
                        "-d",
                        classes.toString(),
                        info.toString(),
                        main.toString());
        assertThat(status).isZero();
        return classes;
    }
}
