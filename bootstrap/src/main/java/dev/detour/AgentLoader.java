package dev.detour;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URL;
import java.security.AllPermission;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;

/**
 * Loads the agent proper out of {@link NestedJar}. Its parent is the platform's loader: neither sees it the
 * application's classes nor the application its. The few classes of the entry that both sides name come from the
 * entry's own loader.
 */
final class AgentLoader extends ClassLoader {
    /**
     * One domain for all classes, which does not name their loader: threads that start below our code keep the domains
     * of their ancestors for life, and with them the loader (seen on 11, 17 and 21).
     */
    private static final ProtectionDomain DOMAIN = new ProtectionDomain(null, everything());

    private final NestedJar jar;

    static {
        registerAsParallelCapable();
    }

    AgentLoader(NestedJar jar, ClassLoader parent) {
        super(parent);
        this.jar = jar;
    }

    /**
     * The loader of the JDK's own modules, whatever the application has made the system loader. It is the last of our
     * own loader's ancestors; to ask for it by reflection takes 10 ms, for which the JDK reads annotations.
     */
    static ClassLoader platform() {
        ClassLoader last = Detour.class.getClassLoader();
        for (ClassLoader next = last; next != null; next = next.getParent()) {
            last = next;
        }
        return last != null && last.getClass().getName().endsWith("$PlatformClassLoader") ? last : platformByItsName();
    }

    private static ClassLoader platformByItsName() {
        try {
            return (ClassLoader)
                    ClassLoader.class.getMethod("getPlatformClassLoader").invoke(null);
        } catch (ReflectiveOperationException beforeJava9) {
            throw new IllegalStateException(beforeJava9);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        return isShared(name)
                ? Class.forName(name, false, Detour.class.getClassLoader())
                : super.loadClass(name, resolve);
    }

    private static boolean isShared(String name) {
        return name.equals(Agent.class.getName()) || name.equals(Targets.class.getName());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = jar.read(name.replace('.', '/') + ".class");
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length, DOMAIN);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        byte[] bytes = jar.read(name);
        return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        return Collections.emptyEnumeration();
    }

    private static Permissions everything() {
        Permissions permissions = new Permissions();
        permissions.add(new AllPermission());
        permissions.setReadOnly();
        return permissions;
    }
}
