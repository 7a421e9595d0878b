package dev.detour.it.benchmark;

import dev.detour.it.servers.Answer;
import dev.detour.it.servers.Authority;
import dev.detour.it.servers.Gateway;
import dev.detour.it.servers.TirelessServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Whom measured calls reach over loopback, in this JVM: in HTTP/1.1, and in HTTP/2 over TLS. */
final class BenchmarkServers {
    private final TirelessServer plain = TirelessServer.started();
    private final Gateway secure;
    private final Path trust;

    /** With a key store in the folder. */
    BenchmarkServers(Path folder) throws IOException {
        Authority authority = Authority.named("Benchmark");
        secure = Gateway.tls(authority.server("localhost", "127.0.0.1").context());
        secure.answer(Answer.text("{\"type\":\"message\",\"content\":\"Hello\"}"));
        trust = authority.store(folder.resolve("trust.p12"), "PKCS12");
        Thread forgetting = new Thread(this::forget, "forgetting");
        forgetting.setDaemon(true);
        forgetting.start();
    }

    String scheme(Contest.Style style) {
        return style == Contest.Style.HTTP_2 ? "https" : "http";
    }

    int port(Contest.Style style) {
        return style == Contest.Style.HTTP_2 ? secure.port() : plain.port();
    }

    /** For a JVM that is to call them in this style. */
    List<String> options(Contest.Style style) {
        List<String> options = new ArrayList<>(List.of(
                "-Djavax.net.ssl.trustStore=" + trust,
                "-Djavax.net.ssl.trustStorePassword=" + Authority.PASSWORD,
                "-Ddetour.benchmark.version=" + (style == Contest.Style.HTTP_2 ? "HTTP_2" : "HTTP_1_1")));
        if (style == Contest.Style.VIRTUAL) {
            options.add("-Djmh.executor=VIRTUAL");
        }
        if (style == Contest.Style.MEMORY) {
            options.add("-Ddetour.benchmark.memory=true");
            options.add("-Djava.nio.channels.spi.SelectorProvider=dev.detour.it.benchmarks.MemorySelectorProvider");
        }
        return options;
    }

    /** What was received is of no use, and would fill the heap. */
    private void forget() {
        try {
            while (true) {
                TimeUnit.SECONDS.sleep(1);
                secure.forget();
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }
}
