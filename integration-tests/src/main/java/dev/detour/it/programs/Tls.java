package dev.detour.it.programs;

import java.io.File;
import java.io.FileInputStream;
import java.io.InputStream;
import java.security.KeyStore;
import java.security.cert.CRL;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.X509CertSelector;
import java.util.Collection;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * An application's own TLS set-up: {@code trust-store} and {@code key-store}, PKCS12 files with {@link #PASSWORD};
 * {@code crl}, a list of certificates that its authority has revoked; {@code refuse}, a check that no certificate passes.
 */
final class Tls {
    static final String PASSWORD = "changeit";

    private final X509TrustManager trustManager;
    private final SSLContext context;

    private Tls(X509TrustManager trustManager, SSLContext context) {
        this.trustManager = trustManager;
        this.context = context;
    }

    /** Null where the client keeps the platform's. */
    static @Nullable Tls of(Fields options) throws Exception {
        String trust = options.get("trust-store");
        String keys = options.get("key-store");
        if (trust == null && keys == null) {
            return null;
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        String revoked = options.get("crl");
        if (trust != null && revoked != null) {
            factory.init(new CertPathTrustManagerParameters(checking(load(trust), revoked)));
        } else {
            factory.init(trust == null ? null : load(trust));
        }
        TrustManager[] managers = factory.getTrustManagers();
        if (options.flag("refuse")) {
            managers = new TrustManager[] {new RefusingTrustManager()};
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys == null ? null : keyManagers(keys), managers, null);
        return new Tls((X509TrustManager) managers[0], context);
    }

    private static PKIXBuilderParameters checking(KeyStore roots, String file) throws Exception {
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(roots, new X509CertSelector());
        try (InputStream in = new FileInputStream(file)) {
            Collection<? extends CRL> lists =
                    CertificateFactory.getInstance("X.509").generateCRLs(in);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(lists)));
        }
        parameters.setRevocationEnabled(true);
        return parameters;
    }

    X509TrustManager trustManager() {
        return trustManager;
    }

    SSLContext context() {
        return context;
    }

    private static KeyManager[] keyManagers(String file) throws Exception {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(load(file), PASSWORD.toCharArray());
        return factory.getKeyManagers();
    }

    private static KeyStore load(String file) throws Exception {
        return KeyStore.getInstance(new File(file), PASSWORD.toCharArray());
    }
}
