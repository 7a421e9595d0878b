package dev.detour.it.demo;

import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Hosts;
import dev.detour.it.children.Jdk;
import dev.detour.it.servers.Authority;
import dev.detour.it.servers.Gateway;
import dev.detour.it.servers.Received;
import dev.detour.it.servers.Vendors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that the demonstration happens on: a gateway on loopback with a certificate of a private root, the agent's
 * configuration, and the JVMs of the programs. In these only the gateway's name resolves, so that nothing can leave the
 * machine; the vendors' hosts are as unreachable as behind many a company's firewall.
 */
final class Stage implements AutoCloseable {
    private static final String HOST = "gateway.test";

    private final List<Program> programs = new ArrayList<>();
    private final Path folder;
    private final Path hosts;
    private final Path config;
    private final Gateway gateway;

    private Stage(Path folder) throws IOException {
        this.folder = folder;
        Authority authority = Authority.named("Demonstration Root");
        authority.pem(folder.resolve("root.pem"));
        gateway = Gateway.tls(authority.server(HOST).context());
        hosts = Hosts.write(folder.resolve("hosts"), List.of(HOST));
        config = Files.writeString(folder.resolve("detour.yaml"), yaml());
    }

    static Stage set() {
        try {
            return new Stage(Files.createTempDirectory("detour-demo"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The whole configuration. */
    String yaml() {
        return String.join(
                "\n",
                "defaults: {credentials: strip, trust: root.pem}",
                "routes:",
                "  - match: https://api.anthropic.com",
                "    to: " + gateway.url(HOST) + "/anthropic",
                "    headers: {x-api-key: \"${env:GATEWAY_KEY}\"}",
                "  - match: https://api.openai.com/v1",
                "    to: " + gateway.url(HOST) + "/openai/v1",
                "    headers: {authorization: \"Bearer ${env:GATEWAY_KEY}\"}");
    }

    Path config() {
        return config;
    }

    /** The gateway's name and port. */
    String authority() {
        return HOST + ":" + gateway.port();
    }

    Program startWithoutAgent(Sdk sdk) {
        return start(sdk, jvm(sdk));
    }

    Program startWithAgent(Sdk sdk) {
        return start(sdk, jvm(sdk).agent(config.toString()));
    }

    private ChildJvm.Builder jvm(Sdk sdk) {
        return ChildJvm.on(Jdk.running())
                .with(sdk.library())
                .property("jdk.net.hosts.file", hosts)
                .variable("GATEWAY_KEY", Vendor.GATEWAY_KEY);
    }

    private Program start(Sdk sdk, ChildJvm.Builder jvm) {
        Program program = new Program(sdk, jvm.start());
        programs.add(program);
        return program;
    }

    /** From here on the gateway answers as the vendors do, and has seen nothing. */
    void rewind() {
        gateway.reset();
        gateway.answer(new Vendors());
    }

    List<Received> received() {
        return gateway.received();
    }

    void stopGateway() {
        gateway.close();
    }

    @Override
    public void close() {
        programs.forEach(Program::close);
        gateway.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException leftBehind) {
            throw new UncheckedIOException(leftBehind);
        }
    }
}
