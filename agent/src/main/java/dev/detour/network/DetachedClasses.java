package dev.detour.network;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.AccessController;
import java.security.PrivilegedAction;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * {@link ExtendingTrustManager} and {@link PreferringKeyManager}, defined once more in a loader of their own: TLS
 * connections outlive the agent, and a class holds its loader.
 *
 * <p>A loader of our own class would be held by what it defines and hold the agent's in turn. So it is one of the JDK's
 * classes, an empty {@code URLClassLoader}, and is made to define them by its protected method: {@code java.lang} must
 * be open to our module.
 */
final class DetachedClasses {
    private final Class<? extends X509ExtendedTrustManager> trustManager;
    private final Class<? extends X509ExtendedKeyManager> keyManager;

    private DetachedClasses(ClassLoader loader, MethodHandle defineClass) throws ReflectiveOperationException {
        trustManager =
                define(loader, defineClass, ExtendingTrustManager.class).asSubclass(X509ExtendedTrustManager.class);
        keyManager = define(loader, defineClass, PreferringKeyManager.class).asSubclass(X509ExtendedKeyManager.class);
    }

    /**
     * Defines them.
     *
     * @throws IllegalAccessException where {@code java.lang} is closed to us
     */
    static DetachedClasses create() throws ReflectiveOperationException {
        MethodHandle defineClass = MethodHandles.privateLookupIn(ClassLoader.class, MethodHandles.lookup())
                .findVirtual(
                        ClassLoader.class,
                        "defineClass",
                        MethodType.methodType(Class.class, String.class, byte[].class, int.class, int.class));
        return new DetachedClasses(emptyLoader(), defineClass);
    }

    /**
     * Before 24 a URLClassLoader keeps the domains, and so the loaders, of all its callers. So it is to see only ours,
     * which names no loader where the agent's loader has defined us (seen on 11, 17, 21: with an ordinary domain the
     * agent's loader stays).
     */
    private static ClassLoader emptyLoader() {
        return AccessController.doPrivileged((PrivilegedAction<ClassLoader>)
                () -> new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader()));
    }

    private static Class<?> define(ClassLoader loader, MethodHandle defineClass, Class<?> template)
            throws ReflectiveOperationException {
        try {
            byte[] bytes = bytes(template);
            return (Class<?>) defineClass.invokeExact(loader, template.getName(), bytes, 0, bytes.length);
        } catch (Throwable failed) {
            throw new ReflectiveOperationException(failed);
        }
    }

    private static byte[] bytes(Class<?> template) throws IOException {
        String name = template.getName().substring(template.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream in = template.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException(name);
            }
            return in.readAllBytes();
        }
    }

    X509ExtendedTrustManager extendingTrustManager(X509ExtendedTrustManager application, X509ExtendedTrustManager extra)
            throws ReflectiveOperationException {
        return trustManager
                .getConstructor(X509ExtendedTrustManager.class, X509ExtendedTrustManager.class)
                .newInstance(application, extra);
    }

    X509ExtendedKeyManager preferringKeyManager(X509ExtendedKeyManager configured, X509ExtendedKeyManager application)
            throws ReflectiveOperationException {
        return keyManager
                .getConstructor(X509ExtendedKeyManager.class, X509ExtendedKeyManager.class)
                .newInstance(configured, application);
    }
}
