package dev.detour.it.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A private key and its certificate's chain. */
public final class Identity {
    private final PrivateKey key;
    private final X509Certificate[] chain;

    Identity(PrivateKey key, X509Certificate[] chain) {
        this.key = key;
        this.chain = chain;
    }

    X509Certificate certificate() {
        return chain[0];
    }

    /** For a server that asks nobody who he is. */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** For a server that trusts the clients of an authority. */
    public SSLContext context(Authority clients) {
        return clients.context(this);
    }

    KeyManager[] keyManagers() {
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store("PKCS12"), Authority.PASSWORD.toCharArray());
            return factory.getKeyManagers();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** As a key store ({@code PKCS12} or {@code JKS}), which it returns. */
    public Path store(Path file, String type) {
        try (OutputStream out = Files.newOutputStream(file)) {
            store(type).store(out, Authority.PASSWORD.toCharArray());
            return file;
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private KeyStore store(String type) {
        try {
            KeyStore store = KeyStore.getInstance(type);
            store.load(null, null);
            store.setKeyEntry("key", key, Authority.PASSWORD.toCharArray(), chain);
            return store;
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The pin of the leaf's key, as OkHttp writes it. */
    public String pin() {
        return pin(chain[0]);
    }

    /** The pin of the root's key. */
    public String rootPin() {
        return pin(chain[chain.length - 1]);
    }

    private static String pin(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(certificate.getPublicKey().getEncoded());
            return "sha256/" + Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
