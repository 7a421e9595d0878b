package dev.detour.config;

import dev.detour.network.ClientCertificate;
import dev.detour.network.ProxyChoice;
import dev.detour.network.ProxyServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads PEM by the JDK; of key stores it knows only that the password is "right". Counts what it reads. */
final class FakeNetworkReaders implements NetworkReaders {
    final List<String> read = new ArrayList<>();

    @Override
    public List<X509Certificate> certificates(String file, @Nullable String password)
            throws IOException, GeneralSecurityException {
        read.add(Path.of(file).getFileName().toString());
        if (password != null && !password.equals("right")) {
            throw new IOException("keystore password was incorrect", new UnrecoverableKeyException("x"));
        }
        List<X509Certificate> found = new ArrayList<>();
        try (var in = Files.newInputStream(Path.of(file))) {
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .forEach(certificate -> found.add((X509Certificate) certificate));
        }
        if (found.isEmpty()) {
            throw new IOException(file + " holds no certificate");
        }
        return found;
    }

    @Override
    public ClientCertificate clientCertificate(String file, String password)
            throws IOException, GeneralSecurityException {
        read.add(Path.of(file).getFileName().toString());
        if (!password.equals("right")) {
            throw new IOException("keystore password was incorrect", new UnrecoverableKeyException("x"));
        }
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        return new ClientCertificate(empty, password.toCharArray());
    }

    @Override
    public ProxyServer proxy(String url) {
        URI uri = URI.create(url.replaceFirst("//.*@", "//"));
        if (uri.getPort() < 0 || uri.getHost() == null) {
            throw new IllegalArgumentException("it has no port");
        }
        ProxyServer.Kind kind = url.startsWith("socks5") ? ProxyServer.Kind.SOCKS5 : ProxyServer.Kind.HTTP;
        return ProxyServer.of(kind, uri.getHost(), uri.getPort(), null, null);
    }

    @Override
    public ProxyChoice environment(Map<String, String> variables) {
        for (String name :
                List.of("https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY")) {
            String value = variables.get(name);
            if (value != null) {
                try {
                    return ProxyChoice.of(proxy(value.contains("://") ? value : "http://" + value));
                } catch (IllegalArgumentException malformed) {
                    throw new IllegalArgumentException(name + ": " + malformed.getMessage(), malformed);
                }
            }
        }
        return ProxyChoice.DIRECT;
    }
}
