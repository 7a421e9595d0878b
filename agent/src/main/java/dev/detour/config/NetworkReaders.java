package dev.detour.config;

import dev.detour.network.ClientCertificate;
import dev.detour.network.ProxyChoice;
import dev.detour.network.ProxyServer;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the package {@code network} can read, as this package asks for it. No message of theirs holds a secret. */
interface NetworkReaders {
    /** The certificates of a PEM, DER, PKCS12 or JKS file. */
    List<X509Certificate> certificates(String file, @Nullable String password)
            throws IOException, GeneralSecurityException;

    ClientCertificate clientCertificate(String file, String password) throws IOException, GeneralSecurityException;

    /**
     * A proxy by its URL.
     *
     * @throws IllegalArgumentException where it is none
     */
    ProxyServer proxy(String url);

    /**
     * The choice that the variables make.
     *
     * @throws IllegalArgumentException where one of them means nothing; the message begins with its name
     */
    ProxyChoice environment(Map<String, String> variables);
}
