package dev.detour.client.okhttp;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * Gives a certificate pinner other roots to build its chains by: a pin is looked for in the chain up to a root, and with
 * the application's roots alone no chain to an extra one is found. The pins stay as they are. What is built consists of
 * OkHttp's own classes, because it stays in connections.
 */
public final class ChainCleaners {
    private static final String TLS = "okhttp3.internal.tls";
    private static final String WITH_CLEANER = "withCertificateChainCleaner";

    private final Class<?> owner;
    private final ModuleOpener opener;
    private @Nullable MethodHandle withRoots;

    /**
     * For one OkHttp.
     *
     * @param owner a class of it
     */
    ChainCleaners(Class<?> owner, ModuleOpener opener) {
        this.owner = owner;
        this.opener = opener;
    }

    /**
     * A pinner with the same pins.
     *
     * @throws ReflectiveOperationException where this OkHttp has no such thing
     */
    public Object withRoots(Object pinner, X509Certificate[] roots) throws ReflectiveOperationException {
        try {
            return (Object) handle().invokeExact(pinner, roots);
        } catch (ReflectiveOperationException | RuntimeException | Error failed) {
            throw failed;
        } catch (Throwable failed) {
            throw new ReflectiveOperationException(failed);
        }
    }

    private synchronized MethodHandle handle() throws ReflectiveOperationException {
        MethodHandle known = withRoots;
        if (known == null) {
            known = find();
            withRoots = known;
        }
        return known;
    }

    /** {@code pinner.withCertificateChainCleaner(new BasicCertificateChainCleaner(new BasicTrustRootIndex(roots)))}. */
    private MethodHandle find() throws ReflectiveOperationException {
        if (owner.getModule().isNamed()) {
            opener.open(owner.getModule(), "okhttp3", TLS);
        }
        Class<?> pinner = type("okhttp3.CertificatePinner");
        MethodHandles.Lookup tls =
                MethodHandles.privateLookupIn(type(TLS + ".BasicTrustRootIndex"), MethodHandles.lookup());
        MethodHandle index = tls.findConstructor(
                        tls.lookupClass(), MethodType.methodType(void.class, X509Certificate[].class))
                .asFixedArity();
        MethodHandle cleaner = tls.findConstructor(
                type(TLS + ".BasicCertificateChainCleaner"),
                MethodType.methodType(void.class, type(TLS + ".TrustRootIndex")));
        MethodHandle with =
                MethodHandles.privateLookupIn(pinner, MethodHandles.lookup()).unreflect(withCleaner(pinner));
        MethodHandle cleanerOfRoots = MethodHandles.filterReturnValue(
                index.asType(index.type().changeReturnType(type(TLS + ".TrustRootIndex"))), cleaner);
        MethodHandle made = MethodHandles.filterArguments(
                with,
                1,
                cleanerOfRoots.asType(
                        cleanerOfRoots.type().changeReturnType(with.type().parameterType(1))));
        return made.asType(MethodType.methodType(Object.class, Object.class, X509Certificate[].class));
    }

    private Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(name, false, owner.getClassLoader());
    }

    /** Kotlin appends the module's name to what is internal: {@code …$okhttp}. */
    private static Method withCleaner(Class<?> pinner) throws NoSuchMethodException {
        for (Method method : pinner.getDeclaredMethods()) {
            boolean named =
                    method.getName().equals(WITH_CLEANER) || method.getName().startsWith(WITH_CLEANER + "$");
            if (named && method.getParameterCount() == 1) {
                return method;
            }
        }
        throw new NoSuchMethodException(pinner.getName() + "." + WITH_CLEANER);
    }
}
