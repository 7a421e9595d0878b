package dev.detour.it.telemetry;

import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Hosts;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Library;
import dev.detour.it.programs.Fields;
import dev.detour.it.servers.DeadEnds;
import dev.detour.it.servers.Gateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A gateway that calls are routed to, a collector that metrics are sent to, and a child that calls. */
final class Listeners implements AutoCloseable {
    final Gateway gateway = Gateway.plain();
    final Gateway collector = Gateway.plain();
    final Scraper scraper = Scraper.onFreePort();
    private final int closedPort = DeadEnds.closedPort();
    private final Path folder;

    Listeners(Path folder) {
        this.folder = folder;
    }

    /**
     * A route for {@code application.test}, and one that would lead the metrics themselves astray, were they to pass
     * through the hooks.
     */
    Path config(String telemetry) {
        String text = """
                reload: 0
                service: orders
                routes:
                  - name: api
                    match: %s
                    to: {name: gateway, url: "%s/routed"}
                    credentials: strip
                    retry: {attempts: 2, backoff: 10ms..20ms}
                  - name: astray
                    match: %s
                    to: %s/astray
                    credentials: strip
                telemetry: %s
                """.formatted(
                        gateway.url("application.test"),
                        gateway.url("127.0.0.1"),
                        collector.url("127.0.0.1"),
                        gateway.url("127.0.0.1"),
                        telemetry);
        try {
            return Files.writeString(folder.resolve("detour.yaml"), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    ChildJvm.Builder child(Jdk jdk, Library library) {
        return ChildJvm.on(jdk)
                .with(library)
                .property(
                        "jdk.net.hosts.file",
                        Hosts.write(
                                folder.resolve("hosts"), List.of("application.test", "unmatched.test", "localhost")));
    }

    /** One call by a route, one that no route matches, one that no route matches and nobody answers. */
    void call(ChildJvm child) {
        get(child, gateway.url("application.test") + "/v1/x");
        get(child, gateway.url("unmatched.test") + "/v1/x");
        get(child, nowhere());
    }

    /** Where nobody listens and no route leads. */
    String nowhere() {
        return "http://unmatched.test:" + closedPort + "/";
    }

    Fields get(ChildJvm child, String url) {
        return child.call("client", Fields.none().with("way", "stream").with("url", url));
    }

    @Override
    public void close() {
        gateway.close();
        collector.close();
    }
}
