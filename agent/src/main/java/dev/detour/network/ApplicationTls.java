package dev.detour.network;

import java.lang.reflect.Field;
import java.security.Provider;
import java.security.Security;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What an application's TLS is made of, read from the fields of the JDK's own provider (the same on 11 to 27). Nothing
 * public gives it. {@code sun.security.ssl} must be open to our module.
 */
final class ApplicationTls {
    private static final String PACKAGE = "sun.security.ssl.";

    /** What {@code SSLContext.getInstance} calls them; the default one cannot be initialised, and is TLS otherwise. */
    private static final Map<String, String> PROTOCOLS = Map.of(
            "DefaultSSLContext", "TLS",
            "TLSContext", "TLS",
            "TLS10Context", "TLSv1",
            "TLS11Context", "TLSv1.1",
            "TLS12Context", "TLSv1.2",
            "TLS13Context", "TLSv1.3");

    private final Object implementation;
    private final String protocol;
    private final X509ExtendedTrustManager trustManager;
    private final X509ExtendedKeyManager keyManager;
    private final SSLSessionContext sessions;

    private ApplicationTls(Object implementation, String protocol) throws ReflectiveOperationException {
        this.implementation = implementation;
        this.protocol = protocol;
        trustManager = (X509ExtendedTrustManager) read(implementation, "trustManager");
        keyManager = (X509ExtendedKeyManager) read(implementation, "keyManager");
        sessions = (SSLSessionContext) read(implementation, "clientCache");
    }

    /**
     * Takes a context apart.
     *
     * @throws ReflectiveOperationException where it is not the JDK's; the message says what it is
     * @throws RuntimeException where it has not been initialised, or the package is closed to us
     */
    static ApplicationTls of(SSLContext context) throws ReflectiveOperationException {
        if (context.getClass() != SSLContext.class) {
            // A subclass wraps another: it may do more than its parts show.
            throw notTheJdks(context);
        }
        return of(context.getSocketFactory());
    }

    /** Takes a context apart by its socket factory, the only thing of it that some clients keep. */
    static ApplicationTls of(SSLSocketFactory factory) throws ReflectiveOperationException {
        if (!isJdks(factory, "SSLSocketFactoryImpl")) {
            throw notTheJdks(factory);
        }
        Object implementation = read(factory, "context");
        String name = implementation.getClass().getName();
        String protocol = PROTOCOLS.get(name.substring(name.lastIndexOf('$') + 1));
        if (protocol == null || !name.startsWith(PACKAGE + "SSLContextImpl$")) {
            throw notTheJdks(implementation);
        }
        return new ApplicationTls(implementation, protocol);
    }

    /** Identifies the context, however it was come by; contexts of the JDK are equal only to themselves. */
    Object identity() {
        return implementation;
    }

    /** A plain trust manager comes in the JDK's wrapper, which checks names on its behalf. */
    X509ExtendedTrustManager trustManager() {
        return trustManager;
    }

    X509ExtendedKeyManager keyManager() {
        return keyManager;
    }

    /**
     * Whether the trust manager is fully told by the roots that it accepts: the JDK's own, by PKIX, without parameters
     * of the application's (revocation, policies, name constraints of a root).
     */
    boolean trustsByRootsAlone() throws ReflectiveOperationException {
        return isJdks(trustManager, "X509TrustManagerImpl")
                && "PKIX".equals(readOrNull(trustManager, "validatorType"))
                && readOrNull(trustManager, "pkixParams") == null;
    }

    /** Whether it shows no certificate, whatever a server asks for. */
    boolean hasNoKeys() {
        if (isJdks(keyManager, "DummyX509KeyManager")) {
            return true;
        }
        return isJdks(keyManager, "SunX509KeyManagerImpl")
                && keyManager.getClientAliases("RSA", null) == null
                && keyManager.getClientAliases("EC", null) == null
                && keyManager.getClientAliases("RSASSA-PSS", null) == null
                && keyManager.getClientAliases("EdDSA", null) == null
                && keyManager.getClientAliases("DSA", null) == null;
    }

    /** The first class of the application's own among the managers; null where all are the JDK's. */
    @Nullable
    Class<?> foreignClass() throws ReflectiveOperationException {
        Object trust = isJdks(trustManager, "AbstractTrustManagerWrapper") ? read(trustManager, "tm") : trustManager;
        Object keys = isJdks(keyManager, "AbstractKeyManagerWrapper") ? read(keyManager, "km") : keyManager;
        return isForeign(trust) ? trust.getClass() : isForeign(keys) ? keys.getClass() : null;
    }

    private static boolean isForeign(Object manager) {
        return !manager.getClass().getName().startsWith(PACKAGE);
    }

    /** A new context of the same kind, not initialised. */
    SSLContext sibling() throws ReflectiveOperationException {
        try {
            return SSLContext.getInstance(protocol, provider());
        } catch (java.security.NoSuchAlgorithmException gone) {
            throw new ReflectiveOperationException(gone);
        }
    }

    /** The provider that made it. */
    Provider provider() throws ReflectiveOperationException {
        Provider provider = Security.getProvider("SunJSSE");
        if (provider == null) {
            throw new ReflectiveOperationException("the provider SunJSSE has been removed");
        }
        return provider;
    }

    /** How long and how many sessions are kept for resumption: set on the sibling as here. */
    void copySessionLimits(SSLContext sibling) {
        SSLSessionContext target = sibling.getClientSessionContext();
        target.setSessionCacheSize(sessions.getSessionCacheSize());
        target.setSessionTimeout(sessions.getSessionTimeout());
    }

    private static boolean isJdks(Object object, String simpleName) {
        return object.getClass().getName().equals(PACKAGE + simpleName)
                && object.getClass().getClassLoader() == null;
    }

    private static Object read(Object object, String name) throws ReflectiveOperationException {
        Object value = readOrNull(object, name);
        if (value == null) {
            throw new NoSuchFieldException(object.getClass().getName() + "." + name + " is null");
        }
        return value;
    }

    private static @Nullable Object readOrNull(Object object, String name) throws ReflectiveOperationException {
        Class<?> type = object.getClass();
        while (type != null) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field.get(object);
                }
            }
            type = type.getSuperclass();
        }
        throw new NoSuchFieldException(object.getClass().getName() + "." + name);
    }

    private static ReflectiveOperationException notTheJdks(Object object) {
        return new ReflectiveOperationException(
                object.getClass().getName() + " is not the JDK's own implementation of TLS");
    }
}
