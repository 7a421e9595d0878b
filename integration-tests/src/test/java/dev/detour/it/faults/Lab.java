package dev.detour.it.faults;

import dev.detour.it.servers.Authority;
import dev.detour.it.servers.DeadEnds;
import dev.detour.it.servers.Gateway;
import dev.detour.it.servers.Received;
import dev.detour.it.servers.ScriptedServer;
import dev.detour.it.servers.ScriptedServer.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What the servers of all faults share: authorities, a folder, an end. */
public final class Lab implements AutoCloseable {
    /** Every host of the laboratory is below it. */
    public static final String DOMAIN = ".lab.test";

    /** A name that nobody knows. */
    public static final String MISSING = "missing.test";

    private final Deque<AutoCloseable> servers = new ArrayDeque<>();
    private final Consumer<Received> heard;

    public final Path folder = folder();
    /** Trusted by all children. */
    public final Authority root = Authority.named("Laboratory Root");
    /** Trusted by none. */
    public final Authority stranger = Authority.named("Strange Root");

    public final Path trust = root.store(folder.resolve("trust.p12"), "PKCS12");

    public final Path strangersKeys = stranger.client("stranger").store(folder.resolve("stranger.p12"), "PKCS12");

    /** What stands for answers of HTTP. */
    final Stubs stubs;

    /** They answer well. */
    final Gateway warm = closing(Gateway.plain());

    final Gateway warmSecure = closing(Gateway.tls(root.server("*" + DOMAIN).context()));

    Lab() {
        this(request -> {});
    }

    /** Tells of each request whose head a server has read, proxies among them, before anything is answered. */
    public Lab(Consumer<Received> heard) {
        this.heard = heard;
        this.stubs = closing(new Stubs(heard));
    }

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
    public int plain(Script script) {
        return closing(ScriptedServer.plain(script, heard)).port();
    }

    int slow(Script script) {
        return closing(ScriptedServer.slow(script, heard)).port();
    }

    /** Over TLS, with a certificate that is as it should be. */
    int secure(Script script) {
        return closing(ScriptedServer.tls(root.server("*" + DOMAIN).context(), script, heard, "http/1.1"))
                .port();
    }

    public int http2(Script script) {
        return closing(ScriptedServer.tls(root.server("*" + DOMAIN).context(), script, heard, "h2"))
                .port();
    }

    public <T extends AutoCloseable> T closing(T server) {
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
