package dev.detour.network;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Adds extra roots and a client certificate to an application's TLS, and takes nothing away.
 *
 * <ul>
 *   <li>Where the application trusts by roots alone (the platform's default, {@code javax.net.ssl.trustStore}, a key
 *       store of its own), its roots and the extra ones go into one key store and the JDK's own PKIX manager: only
 *       classes of the JDK then sit in connections.
 *   <li>Else its manager decides, and the extra roots count only where that found no path: see {@link
 *       ExtendingTrustManager}.
 *   <li>The client certificate is shown where a server asks for one, as the operator said; the application's keys
 *       answer for issuers that it does not have: see {@link PreferringKeyManager}.
 *   <li>Protocols and session limits are the application's.
 * </ul>
 *
 * <p>The packages {@code sun.security.ssl} and {@code java.lang} must be open to our module, by {@code
 * Instrumentation.redefineModule} (without, 11 would grant the access and print a warning). Where anything cannot be
 * read or built the answer says so, and no exception leaves.
 *
 * <p>The same application's context, roots and certificate give the same objects, for as long as that context lives.
 * Safe for use by threads.
 */
public final class TlsExtender {
    /** By the application's context. */
    private final Map<Object, Map<Object, List<Object>>> extended = new WeakHashMap<>();

    /**
     * The same, where a manager's class is the application's. What was built holds that manager, which may hold its
     * context, which would then be held for ever by its own entry above. Here the entry lives in that class, and dies
     * with it. For the agent's sake it consists of the JDK's types alone.
     */
    private final ClassValue<Map<Object, Map<Object, List<Object>>>> extendedByClass = new ClassValue<>() {
        @Override
        protected Map<Object, Map<Object, List<Object>>> computeValue(Class<?> foreign) {
            return new WeakHashMap<>();
        }
    };

    private @Nullable DetachedClasses detached;

    /** For a client that has a context. */
    public ExtendedTls extend(
            SSLContext application, List<X509Certificate> roots, @Nullable ClientCertificate certificate) {
        try {
            requireOpen();
            return extend(ApplicationTls.of(application), roots, certificate);
        } catch (ReflectiveOperationException | GeneralSecurityException | RuntimeException | LinkageError cannot) {
            return refused(cannot);
        }
    }

    /** For a client that keeps only a context's socket factory. */
    public ExtendedTls extend(
            SSLSocketFactory application, List<X509Certificate> roots, @Nullable ClientCertificate certificate) {
        try {
            requireOpen();
            return extend(ApplicationTls.of(application), roots, certificate);
        } catch (ReflectiveOperationException | GeneralSecurityException | RuntimeException | LinkageError cannot) {
            return refused(cannot);
        }
    }

    private static void requireOpen() throws IllegalAccessException {
        Module base = Object.class.getModule();
        Module ours = TlsExtender.class.getModule();
        if (!base.isOpen("sun.security.ssl", ours) || !base.isOpen("java.lang", ours)) {
            throw new IllegalAccessException("the JDK's own classes are closed to the agent");
        }
    }

    private static ExtendedTls refused(Throwable cannot) {
        Throwable cause = cannot.getCause() == null ? cannot : cannot.getCause();
        return ExtendedTls.refused("the application's TLS cannot be extended, its own stays in force: "
                + (cause.getMessage() == null ? cause.toString() : cause.getMessage()));
    }

    private synchronized ExtendedTls extend(
            ApplicationTls application, List<X509Certificate> roots, @Nullable ClientCertificate certificate)
            throws ReflectiveOperationException, GeneralSecurityException {
        Class<?> foreign = application.foreignClass();
        Map<Object, Map<Object, List<Object>>> contexts = foreign == null ? extended : extendedByClass.get(foreign);
        Map<Object, List<Object>> variants =
                contexts.computeIfAbsent(application.identity(), context -> new HashMap<>());
        Object inputs = List.of(List.copyOf(roots), certificate == null ? List.of() : certificate.chains());
        List<Object> parts = variants.get(inputs);
        if (parts == null) {
            parts = build(application, roots, certificate);
            variants.put(inputs, parts);
        }
        return ExtendedTls.of(
                (SSLContext) parts.get(0), (SSLSocketFactory) parts.get(1), (X509ExtendedTrustManager) parts.get(2));
    }

    private List<Object> build(
            ApplicationTls application, List<X509Certificate> roots, @Nullable ClientCertificate certificate)
            throws ReflectiveOperationException, GeneralSecurityException {
        X509ExtendedTrustManager trustManager =
                roots.isEmpty() ? application.trustManager() : extendedTrust(application, roots);
        X509ExtendedKeyManager keyManager =
                certificate == null ? application.keyManager() : extendedKeys(application, certificate);
        SSLContext context = application.sibling();
        context.init(new KeyManager[] {keyManager}, new TrustManager[] {trustManager}, null);
        application.copySessionLimits(context);
        return List.of(context, context.getSocketFactory(), trustManager);
    }

    private X509ExtendedTrustManager extendedTrust(ApplicationTls application, List<X509Certificate> roots)
            throws ReflectiveOperationException, GeneralSecurityException {
        if (!application.trustsByRootsAlone()) {
            return detached().extendingTrustManager(application.trustManager(), trustIn(roots, application));
        }
        Set<X509Certificate> union =
                new LinkedHashSet<>(Arrays.asList(application.trustManager().getAcceptedIssuers()));
        union.addAll(roots);
        return trustIn(union, application);
    }

    private static X509ExtendedTrustManager trustIn(Iterable<X509Certificate> roots, ApplicationTls application)
            throws ReflectiveOperationException, GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX", application.provider());
        factory.init(keyStore(roots));
        return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    }

    private static KeyStore keyStore(Iterable<X509Certificate> roots) throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (java.io.IOException cannotBeEmpty) {
            throw new GeneralSecurityException(cannotBeEmpty);
        }
        int number = 0;
        for (X509Certificate root : roots) {
            store.setCertificateEntry("root-" + number++, root);
        }
        return store;
    }

    private X509ExtendedKeyManager extendedKeys(ApplicationTls application, ClientCertificate certificate)
            throws ReflectiveOperationException, GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509", application.provider());
        factory.init(certificate.keys(), certificate.password());
        X509ExtendedKeyManager configured = (X509ExtendedKeyManager) factory.getKeyManagers()[0];
        return application.hasNoKeys()
                ? configured
                : detached().preferringKeyManager(configured, application.keyManager());
    }

    private DetachedClasses detached() throws ReflectiveOperationException {
        DetachedClasses classes = detached;
        if (classes == null) {
            classes = DetachedClasses.create();
            detached = classes;
        }
        return classes;
    }
}
