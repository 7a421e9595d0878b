package dev.detour.doctor;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** The roots that a JVM trusts by default, and where they come from. */
final class TrustStore {
    private final String description;
    private final KeyStore roots;

    TrustStore(String description, KeyStore roots) {
        this.description = description;
        this.roots = roots;
    }

    /**
     * By the rules of the JDK (JSSE Reference Guide): {@code javax.net.ssl.trustStore}, else {@code jssecacerts}, else
     * {@code cacerts} of its folder.
     *
     * @param properties the JVM's; where the file cannot be read, that JVM trusts nobody
     */
    static TrustStore of(Map<String, String> properties) {
        String named = properties.get("javax.net.ssl.trustStore");
        String password = properties.get("javax.net.ssl.trustStorePassword");
        String type = properties.getOrDefault("javax.net.ssl.trustStoreType", KeyStore.getDefaultType());
        File folder = new File(properties.getOrDefault("java.home", ""), "lib/security");
        File own = new File(folder, "jssecacerts");
        File file = named != null ? new File(named) : own.exists() ? own : new File(folder, "cacerts");
        try (InputStream in = new FileInputStream(file)) {
            KeyStore store = KeyStore.getInstance(type);
            store.load(in, password == null ? null : password.toCharArray());
            return new TrustStore(
                    file + " (" + (named == null ? "the JVM's own" : "javax.net.ssl.trustStore") + ", " + store.size()
                            + " roots)",
                    store);
        } catch (IOException | GeneralSecurityException unusable) {
            return new TrustStore(
                    file + " (cannot be read, so nobody is trusted: " + unusable.getMessage() + ")", none());
        }
    }

    private static KeyStore none() {
        try {
            KeyStore none = KeyStore.getInstance("PKCS12");
            none.load(null, null);
            return none;
        } catch (IOException | GeneralSecurityException neverOfNothing) {
            throw new IllegalStateException(neverOfNothing);
        }
    }

    /** Whether it trusts nobody at all. */
    boolean isEmpty() {
        try {
            return roots.size() == 0;
        } catch (KeyStoreException neverOnceLoaded) {
            throw new IllegalStateException(neverOnceLoaded);
        }
    }

    String description() {
        return description;
    }

    X509ExtendedTrustManager trustManager() throws GeneralSecurityException {
        return trustManager(roots);
    }

    /** These roots and others in one store, as the agent has it. */
    X509ExtendedTrustManager with(List<X509Certificate> more) throws GeneralSecurityException {
        try {
            KeyStore all = KeyStore.getInstance("PKCS12");
            all.load(null, null);
            int number = 0;
            for (String alias : java.util.Collections.list(roots.aliases())) {
                if (roots.isCertificateEntry(alias)) {
                    all.setCertificateEntry("root" + number++, roots.getCertificate(alias));
                }
            }
            for (X509Certificate root : more) {
                all.setCertificateEntry("root" + number++, root);
            }
            return trustManager(all);
        } catch (IOException neverInMemory) {
            throw new GeneralSecurityException(neverInMemory);
        }
    }

    private static X509ExtendedTrustManager trustManager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager) {
                return (X509ExtendedTrustManager) manager;
            }
        }
        throw new GeneralSecurityException("no X.509");
    }
}
