package dev.detour.it.programs;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/**
 * The loader of one application among several in a JVM, as application servers have them: what its jars hold it loads
 * itself, but for the few classes through which the loop talks to its clients.
 */
final class ApplicationLoader extends URLClassLoader {
    private static final List<String> SHARED =
            List.of(Client.class.getName(), Fields.class.getName(), Seen.class.getName());

    private ApplicationLoader(URL[] jars, ClassLoader parent) {
        super(jars, parent);
    }

    static ApplicationLoader of(List<String> jars, ClassLoader parent) throws MalformedURLException {
        URL[] urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = new File(jars.get(i)).toURI().toURL();
        }
        return new ApplicationLoader(urls, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            if (SHARED.contains(name)) {
                return super.loadClass(name, resolve);
            }
            try {
                return findClass(name);
            } catch (ClassNotFoundException parents) {
                return super.loadClass(name, resolve);
            }
        }
    }
}
