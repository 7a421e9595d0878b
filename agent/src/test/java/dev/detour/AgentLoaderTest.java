package dev.detour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

class AgentLoaderTest {
    /** Has the entry for itself, as the application's own system loader may. */
    private static final class EntryLoader extends ClassLoader {
        EntryLoader(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.startsWith("dev.detour.") ? entry(name) : super.loadClass(name, resolve);
        }

        private Class<?> entry(String name) throws ClassNotFoundException {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            try (InputStream in = AgentLoader.class.getResourceAsStream(
                    "/" + name.replace('.', '/').concat(".class"))) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException failure) {
                throw new ClassNotFoundException(name, failure);
            }
        }
    }

    private static Object platformSeenBelow(ClassLoader parent) throws ReflectiveOperationException {
        Method platform =
                new EntryLoader(parent).loadClass(AgentLoader.class.getName()).getDeclaredMethod("platform");
        platform.setAccessible(true);
        return platform.invoke(null);
    }

    @Test
    void finds_the_platforms_loader_among_its_ancestors() throws ReflectiveOperationException {
        assertThat(platformSeenBelow(ClassLoader.getSystemClassLoader()))
                .isSameAs(ClassLoader.getPlatformClassLoader());
    }

    @Test
    void finds_it_where_it_has_no_such_ancestor() throws ReflectiveOperationException {
        assertThat(platformSeenBelow(null)).isSameAs(ClassLoader.getPlatformClassLoader());
    }
}
