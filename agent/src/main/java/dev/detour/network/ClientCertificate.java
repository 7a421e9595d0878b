package dev.detour.network;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * The key and certificate that a route shows when a server asks for one. Read and checked when the file is read. Two
 * with the same certificates are equal: the keys then are, too.
 */
public final class ClientCertificate {
    private final KeyStore keys;
    private final char[] password;
    private final List<List<Certificate>> chains;

    /**
     * @param keys loaded
     * @param password that of the keys inside
     */
    public ClientCertificate(KeyStore keys, char[] password) {
        this.keys = keys;
        this.password = password.clone();
        this.chains = chains(keys);
    }

    public KeyStore keys() {
        return keys;
    }

    char[] password() {
        return password.clone();
    }

    /** What shows it to a server that asks. */
    public KeyManager[] keyManagers() throws GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, password);
        return factory.getKeyManagers();
    }

    /** The certificates of each key, its own first. */
    public List<List<Certificate>> chains() {
        return chains;
    }

    private static List<List<Certificate>> chains(KeyStore keys) {
        try {
            List<List<Certificate>> chains = new ArrayList<>();
            for (String alias : Collections.list(keys.aliases())) {
                Certificate[] chain = keys.isKeyEntry(alias) ? keys.getCertificateChain(alias) : null;
                if (chain != null) {
                    chains.add(List.of(chain));
                }
            }
            return List.copyOf(chains);
        } catch (KeyStoreException notLoaded) {
            throw new IllegalArgumentException(notLoaded);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClientCertificate && ((ClientCertificate) other).chains.equals(chains);
    }

    @Override
    public int hashCode() {
        return chains.hashCode();
    }
}
