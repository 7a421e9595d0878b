package dev.detour.it.entry;

import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Hosts;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Library;
import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Authority;
import dev.detour.it.servers.Gateway;
import dev.detour.it.servers.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One gateway, one authority, and children that know {@code gateway.test} and {@code application.test}. */
final class Scene implements AutoCloseable {
    final Path folder;
    final Authority authority = Authority.named("Scene Root");
    final Gateway gateway = Gateway.plain();
    final Identity secureIdentity = authority.server("secure.test");
    final Gateway secure = Gateway.tls(secureIdentity.context());

    Scene(Path folder) {
        this.folder = folder;
        authority.pem(folder.resolve("root.pem"));
    }

    /** A route of {@code http://application.test:PORT} to the gateway's {@code /routed}, which sets a key. */
    Path routed() {
        return routed("detour.yaml", "/routed");
    }

    Path routed(String file, String base) {
        return config(file, """
                reload: 0
                routes:
                  - name: gateway
                    match: %s
                    to: %s%s
                    credentials: strip
                    headers: {x-api-key: from-the-gateway}
                    retry: {backoff: 10ms..20ms}
                """.formatted(application(), gateway.url("127.0.0.1"), base));
    }

    Path config(String file, String text) {
        try {
            return Files.writeString(folder.resolve(file), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Where the application believes that it calls; without the agent it reaches the gateway's root. */
    String application() {
        return gateway.url("application.test");
    }

    ChildJvm.Builder child(Jdk jdk, Library library) {
        return ChildJvm.on(jdk)
                .with(library)
                .property(
                        "jdk.net.hosts.file",
                        Hosts.write(
                                folder.resolve("hosts"),
                                List.of("application.test", "gateway.test", "secure.test", "localhost")));
    }

    /** Makes a client and calls with it; returns the body, which tells where the call went. */
    String call(ChildJvm child, Library library) {
        child.client("client", library, Fields.none());
        return again(child);
    }

    /** Calls with the client that is there. */
    String again(ChildJvm child) {
        Fields seen = child.call("client", get(application() + "/v1/x"));
        return String.valueOf(seen.get("body"));
    }

    /** Calls until the body is this, for ninety seconds; each call takes its time, so this does not spin. */
    String await(ChildJvm child, String body) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        String last = again(child);
        while (!last.equals(body) && System.nanoTime() < end) {
            last = again(child);
        }
        return last;
    }

    static Fields get(String url) {
        return Fields.none().with("way", "stream").with("url", url);
    }

    @Override
    public void close() {
        gateway.close();
        secure.close();
    }
}
