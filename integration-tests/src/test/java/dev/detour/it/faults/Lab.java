package dev.detour.it.faults;

import dev.detour.it.servers.Authority;
import dev.detour.it.servers.DeadEnds;
import dev.detour.it.servers.Gateway;
import dev.detour.it.servers.ScriptedServer;
import dev.detour.it.servers.ScriptedServer.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** What the servers of all faults share: authorities, a folder, an end. */
final class Lab implements AutoCloseable {
    /** Every host of the laboratory is below it. */
    static final String DOMAIN = ".lab.test";

    /** A name that nobody knows. */
    static final String MISSING = "missing.test";

    private final Deque<AutoCloseable> servers = new ArrayDeque<>();

    final Path folder = folder();
    /** Trusted by all children. */
    final Authority root = Authority.named("Laboratory Root");
    /** Trusted by none. */
    final Authority stranger = Authority.named("Strange Root");

    final Path trust = root.store(folder.resolve("trust.p12"), "PKCS12");

    final Path strangersKeys = stranger.client("stranger").store(folder.resolve("stranger.p12"), "PKCS12");

    /** What stands for answers of HTTP. */
    final Stubs stubs = closing(new Stubs());

    /** They answer well. */
    final Gateway warm = closing(Gateway.plain());

    final Gateway warmSecure = closing(Gateway.tls(root.server("*" + DOMAIN).context()));

    private static Path folder() {
        try {
            return Files.createTempDirectory("detour-faults");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A port that refuses connections. */
    int refusing() {
        return closing(new DeadEnds.Refusing()).port();
    }

    /** A port that answers no SYN. */
    int unanswered() {
        return closing(new DeadEnds.Unanswered()).port();
    }

    /** The port of a server with this script. */
    int plain(Script script) {
        return closing(ScriptedServer.plain(script)).port();
    }

    int slow(Script script) {
        return closing(ScriptedServer.slow(script)).port();
    }

    /** Over TLS, with a certificate that is as it should be. */
    int secure(Script script) {
        return closing(ScriptedServer.tls(root.server("*" + DOMAIN).context(), script, "http/1.1"))
                .port();
    }

    int http2(Script script) {
        return closing(ScriptedServer.tls(root.server("*" + DOMAIN).context(), script, "h2"))
                .port();
    }

    <T extends AutoCloseable> T closing(T server) {
        servers.push(server);
        return server;
    }

    @Override
    public void close() {
        for (AutoCloseable server : servers) {
            try {
                server.close();
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        }
    }
}
