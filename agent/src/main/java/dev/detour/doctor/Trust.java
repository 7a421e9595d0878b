package dev.detour.doctor;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Checks a certificate as a client would, and remembers what was shown and which store decided. It only looks on: what
 * the JVM's own manager refuses, and the extra roots do not cover, stays refused. For one handshake.
 */
final class Trust extends X509ExtendedTrustManager {
    private final TrustStore store;
    private final X509ExtendedTrustManager own;
    private final @Nullable X509ExtendedTrustManager extended;
    private final SSLContext context;
    private volatile List<X509Certificate> chain = List.of();
    private volatile String decider;

    private Trust(TrustStore store, Course course) throws GeneralSecurityException {
        this.store = store;
        this.own = store.trustManager();
        this.extended = course.trust().isEmpty() ? null : store.with(course.trust());
        this.decider = store.description();
        KeyManager[] keys = course.clientCertificate() == null
                ? null
                : course.clientCertificate().keyManagers();
        context = SSLContext.getInstance("TLS");
        context.init(keys, new TrustManager[] {this}, null);
    }

    static Trust of(TrustStore store, Course course) {
        try {
            return new Trust(store, course);
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException(
                    "the roots of " + store.description() + " cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    SSLContext context() {
        return context;
    }

    /** What the server showed, its own first; empty where it showed none. */
    List<X509Certificate> chain() {
        return chain;
    }

    /** Which store's word counted. */
    String decider() {
        return decider;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String type, Socket socket) throws CertificateException {
        decide(shown, manager -> manager.checkServerTrusted(shown, type, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String type, SSLEngine engine) throws CertificateException {
        decide(shown, manager -> manager.checkServerTrusted(shown, type, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String type) throws CertificateException {
        decide(shown, manager -> manager.checkServerTrusted(shown, type));
    }

    private void decide(X509Certificate[] shown, Check check) throws CertificateException {
        chain = List.of(shown);
        X509ExtendedTrustManager more = extended;
        try {
            check.by(own);
        } catch (CertificateException refused) {
            if (more == null) {
                throw refused;
            }
            decider = store.description() + " and the route's extra roots";
            check.by(more);
            decider = "the route's extra roots";
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String type) throws CertificateException {
        throw new CertificateException("this is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String type, Socket socket) throws CertificateException {
        throw new CertificateException("this is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException("this is a client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return own.getAcceptedIssuers();
    }

    private interface Check {
        void by(X509ExtendedTrustManager manager) throws CertificateException;
    }
}
