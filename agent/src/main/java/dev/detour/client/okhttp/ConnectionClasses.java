package dev.detour.client.okhttp;

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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Defines what stays in an application's connections: resolvers, socket factories, a proxy's password. OkHttp keeps them
 * in the keys of its pool, minutes after the agent is gone; so they live in a loader that holds nothing else.
 *
 * <p>A loader of our own class would be held by what it defines and hold the agent's in turn. So it is one of the JDK's
 * classes, an empty {@code URLClassLoader} below the application's loader, and is made to define them by its protected
 * method: {@code java.lang} must be open to our module.
 */
final class ConnectionClasses {
    private static final String OURS = "dev/detour/";

    private final ClassLoader agent = ConnectionClasses.class.getClassLoader();
    private final ClassLoader target;
    private final MethodHandle defineClass;
    private final Set<String> defined = new HashSet<>();

    private ConnectionClasses(ClassLoader target) throws ReflectiveOperationException {
        this.target = target;
        this.defineClass = MethodHandles.privateLookupIn(ClassLoader.class, MethodHandles.lookup())
                .findVirtual(
                        ClassLoader.class,
                        "defineClass",
                        MethodType.methodType(Class.class, String.class, byte[].class, int.class, int.class));
    }

    /**
     * A loader below the given one that has them.
     *
     * @param roots their names; what they refer to of ours comes along
     * @throws ReflectiveOperationException where {@code java.lang} is closed to us, or a class is missing
     */
    static ClassLoader define(@Nullable ClassLoader okhttp, List<String> roots) throws ReflectiveOperationException {
        ConnectionClasses classes = new ConnectionClasses(emptyBelow(okhttp));
        for (String root : roots) {
            classes.define(root.replace('.', '/'));
        }
        return classes.target;
    }

    /** Before 24 a URLClassLoader keeps the domains, and so the loaders, of all its callers: so it is to see none. */
    private static ClassLoader emptyBelow(@Nullable ClassLoader okhttp) {
        return AccessController.doPrivileged(
                (PrivilegedAction<ClassLoader>) () -> new URLClassLoader(new URL[0], okhttp));
    }

    private void define(String name) throws ReflectiveOperationException {
        if (!defined.add(name)) {
            return;
        }
        byte[] bytes = bytes(name);
        ClassReader reader = new ClassReader(bytes);
        // What a class extends is looked for while it is defined, the rest when it runs.
        defineOurs(List.of(reader.getInterfaces()));
        defineOurs(List.of(reader.getSuperName()));
        try {
            Class<?> unused =
                    (Class<?>) defineClass.invokeExact(target, name.replace('/', '.'), bytes, 0, bytes.length);
        } catch (Throwable failed) {
            throw new ReflectiveOperationException(failed);
        }
        defineOurs(references(reader));
    }

    private void defineOurs(List<String> names) throws ReflectiveOperationException {
        for (String name : names) {
            if (name.startsWith(OURS)) {
                define(name);
            }
        }
    }

    /** Every class that the code names (JVMS 4.4.1). */
    private static List<String> references(ClassReader reader) {
        char[] buffer = new char[reader.getMaxStringLength()];
        List<String> names = new ArrayList<>();
        for (int i = 1; i < reader.getItemCount(); i++) {
            int item = reader.getItem(i);
            if (item != 0 && reader.readByte(item - 1) == 7) {
                names.add(reader.readUTF8(item, buffer));
            }
        }
        return names;
    }

    private byte[] bytes(String name) throws ReflectiveOperationException {
        try (InputStream in = agent.getResourceAsStream(name + ".class")) {
            if (in == null) {
                throw new FileNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException missing) {
            throw new ReflectiveOperationException(missing);
        }
    }
}
