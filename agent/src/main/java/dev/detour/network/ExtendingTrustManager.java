package dev.detour.network;

import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.PKIXReason;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The application's trust manager, and behind it one for the extra roots: that one is asked only where the
 * application's found no path to a root. Whatever else the application's turns down (an expired certificate, another
 * host's, one that it does not like) stays turned down.
 *
 * <p>It sits in live TLS connections and must not keep the agent alive there, so {@link DetachedClasses} defines it
 * once more in a loader that holds nothing else. It may name classes of the JDK and itself, nothing of ours.
 */
public final class ExtendingTrustManager extends X509ExtendedTrustManager {
    private static final int LONGEST_CAUSE_CHAIN = 20;

    private final X509ExtendedTrustManager application;
    private final X509ExtendedTrustManager extra;

    public ExtendingTrustManager(X509ExtendedTrustManager application, X509ExtendedTrustManager extra) {
        this.application = application;
        this.extra = extra;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        try {
            application.checkServerTrusted(chain, authType, engine);
        } catch (CertificateException refusal) {
            rethrowUnlessNoPath(refusal);
            try {
                extra.checkServerTrusted(chain, authType, engine);
            } catch (CertificateException extraRefusal) {
                throw moreTelling(refusal, extraRefusal);
            }
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        try {
            application.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException refusal) {
            rethrowUnlessNoPath(refusal);
            try {
                extra.checkServerTrusted(chain, authType, socket);
            } catch (CertificateException extraRefusal) {
                throw moreTelling(refusal, extraRefusal);
            }
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        try {
            application.checkServerTrusted(chain, authType);
        } catch (CertificateException refusal) {
            rethrowUnlessNoPath(refusal);
            try {
                extra.checkServerTrusted(chain, authType);
            } catch (CertificateException extraRefusal) {
                throw moreTelling(refusal, extraRefusal);
            }
        }
    }

    private static void rethrowUnlessNoPath(CertificateException refusal) throws CertificateException {
        if (!foundNoPath(refusal)) {
            throw refusal;
        }
    }

    /** Where the extra roots did have a path, what broke it is the truth; else the application's own words are. */
    private static CertificateException moreTelling(CertificateException refusal, CertificateException extraRefusal) {
        if (foundNoPath(extraRefusal)) {
            return refusal;
        }
        extraRefusal.addSuppressed(refusal);
        return extraRefusal;
    }

    /**
     * Whether the search for a path ended without a root, and nothing else was wrong. PKIX says so by a builder's
     * exception without a cause or by a reason; the JDK's older algorithm, SunX509, by this text alone, which is not
     * translated (sun.security.validator.ValidatorException, whose package is closed).
     */
    private static boolean foundNoPath(CertificateException refusal) {
        Throwable cause = refusal;
        for (int i = 0; cause != null && i < LONGEST_CAUSE_CHAIN; i++) {
            if (cause instanceof CertPathValidatorException) {
                return ((CertPathValidatorException) cause).getReason() == PKIXReason.NO_TRUST_ANCHOR;
            }
            if (cause instanceof CertPathBuilderException && cause.getCause() == null) {
                return true;
            }
            if (cause.getClass().getName().equals("sun.security.validator.ValidatorException")
                    && cause.getCause() == null) {
                return "No trusted certificate found".equals(cause.getMessage());
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** The extra roots are for servers. */
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        application.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        application.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        application.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        Set<X509Certificate> issuers = new LinkedHashSet<>(Arrays.asList(application.getAcceptedIssuers()));
        issuers.addAll(Arrays.asList(extra.getAcceptedIssuers()));
        return issuers.toArray(new X509Certificate[0]);
    }
}
