package dev.detour.it.programs;

import java.io.File;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** An application's own TLS set-up: {@code trust-store} and {@code key-store}, PKCS12 files with {@link #PASSWORD}. */
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
        factory.init(trust == null ? null : load(trust));
        TrustManager[] managers = factory.getTrustManagers();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys == null ? null : keyManagers(keys), managers, null);
        return new Tls((X509TrustManager) managers[0], context);
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
