package dev.detour.config;

import dev.detour.network.ClientCertificate;
import dev.detour.network.ClientCertificates;
import dev.detour.network.EnvironmentProxies;
import dev.detour.network.ProxyChoice;
import dev.detour.network.ProxyServer;
import dev.detour.network.TrustFiles;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The readers of the package {@code network}. */
final class JdkReaders implements NetworkReaders {
    @Override
    public List<X509Certificate> certificates(String file, @Nullable String password) throws IOException {
        return TrustFiles.read(file, password);
    }

    @Override
    public ClientCertificate clientCertificate(String file, String password) throws IOException {
        return ClientCertificates.read(file, password);
    }

    @Override
    public ProxyServer proxy(String url) {
        return ProxyServer.parse(url);
    }

    @Override
    public ProxyChoice environment(Map<String, String> variables) {
        return EnvironmentProxies.of(variables);
    }
}
