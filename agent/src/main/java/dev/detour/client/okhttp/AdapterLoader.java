package dev.detour.client.okhttp;

import java.io.IOException;
import java.io.InputStream;
import java.security.AllPermission;
import java.security.Permissions;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Loads the adapter once more for each loader that has OkHttp, so that it is linked against that OkHttp. It sees the
 * agent, that loader's OkHttp, and nothing else of the application; it dies with the application's loader, from whose
 * class it is held.
 */
final class AdapterLoader extends ClassLoader {
    private static final String HERE = AdapterLoader.class.getPackage().getName();
    static final String ADAPTER = HERE + ".adapter.";
    static final String CONNECTION = HERE + ".connection.";

    /** Names no loader: threads keep the domains of those who started them. */
    private static final ProtectionDomain DOMAIN = new ProtectionDomain(null, everything());

    private final ClassLoader agent;
    private final @Nullable ClassLoader okhttp;
    private final ClassLoader connection;

    static {
        registerAsParallelCapable();
    }

    /**
     * Joins three loaders.
     *
     * @param okhttp the one of OkHttp, or one that sees it; null: the boot loader
     * @param connection what stays in connections
     */
    AdapterLoader(@Nullable ClassLoader okhttp, ClassLoader connection) {
        super(ClassLoader.getPlatformClassLoader());
        this.agent = AdapterLoader.class.getClassLoader();
        this.okhttp = okhttp;
        this.connection = connection;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(ADAPTER)) {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }
        if (name.startsWith(CONNECTION)) {
            return Class.forName(name, false, connection);
        }
        if (name.startsWith("dev.detour.")) {
            return Class.forName(name, false, agent);
        }
        if (name.startsWith("okhttp3.") || name.startsWith("okio.") || name.startsWith("kotlin.")) {
            return Class.forName(name, false, okhttp);
        }
        return super.loadClass(name, resolve);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        try (InputStream in = agent.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length, DOMAIN);
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }

    private static Permissions everything() {
        Permissions permissions = new Permissions();
        permissions.add(new AllPermission());
        permissions.setReadOnly();
        return permissions;
    }
}
