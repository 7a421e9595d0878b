package dev.detour.client.okhttp;

import dev.detour.bridge.Bridge;
import dev.detour.call.Calls;
import dev.detour.client.Change;
import dev.detour.client.Hooks;
import dev.detour.weave.Weaver;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** An application with a release of OkHttp in a loader of its own, changed as the agent changes it: no agent is needed. */
final class InstrumentedOkHttp implements AutoCloseable {
    static final List<String> RELEASES = List.of("3.12.13", "3.14.9", "4.12.0", "5.0.0", "5.5.1");

    private static final String PROGRAM = "dev.detour.client.okhttp.application.Program";

    final List<Throwable> faults = new CopyOnWriteArrayList<>();
    final Adapters adapters;
    final OkHttpClients client;
    private @Nullable Loader loader;
    private @Nullable Application application;

    private InstrumentedOkHttp(String release, Calls calls) {
        Transits transits = new Transits();
        adapters = new Adapters(calls, transits, (module, packages) -> {}, (owner, names) -> true);
        client = new OkHttpClients(calls, transits, adapters);
        loader = new Loader(release, client.changes());
        connect();
        application = program(loader);
    }

    static InstrumentedOkHttp of(String release, Calls calls) {
        return new InstrumentedOkHttp(release, calls);
    }

    private static Application program(ClassLoader loader) {
        try {
            return Class.forName(PROGRAM, true, loader)
                    .asSubclass(Application.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(PROGRAM, e);
        }
    }

    Application application() {
        return java.util.Objects.requireNonNull(application);
    }

    Loader loader() {
        return java.util.Objects.requireNonNull(loader);
    }

    void forgetApplication() {
        application = null;
        loader = null;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    private void connect() {
        Hooks made = client.hooks();
        BiFunction<Object, Object, Object>[] hooks = new BiFunction[64];
        for (int number = client.firstHook(); number <= client.lastHook(); number++) {
            hooks[number] = guarded(made, number);
        }
        Bridge.hooks = hooks;
    }

    /** As the agent guards them. */
    private BiFunction<Object, Object, Object> guarded(Hooks hooks, int number) {
        return (subject, more) -> {
            try {
                return hooks.call(number, subject, more);
            } catch (Throwable fault) {
                faults.add(fault);
                return afterFault(hooks, number, subject, more);
            }
        };
    }

    private static @Nullable Object afterFault(Hooks hooks, int number, Object subject, Object more) {
        try {
            return hooks.afterFault(number, subject, more);
        } catch (Throwable worse) {
            return null;
        }
    }

    @Override
    public void close() {
        if (application != null) {
            application.close();
        }
        disconnect();
    }

    void disconnect() {
        Bridge.hooks = null;
        client.close();
    }

    /** Has OkHttp and the program for itself; the bridge and what the program is asked by come from above. */
    static final class Loader extends URLClassLoader {
        /** By release and class: each test has a loader of its own, and what it loads is always the same. */
        private static final Map<String, byte[]> CHANGED = new ConcurrentHashMap<>();

        private final String release;
        private final List<Change> changes;

        Loader(String release, List<Change> changes) {
            super(jars(release), ClassLoader.getPlatformClassLoader());
            this.release = release;
            this.changes = changes;
        }

        private static URL[] jars(String release) {
            File[] files = new File("target/okhttp/" + release).listFiles((folder, name) -> name.endsWith(".jar"));
            if (files == null || files.length < 2) {
                throw new AssertionError("OkHttp " + release + " is not in target/okhttp: build with Maven first");
            }
            List<URL> urls = new ArrayList<>();
            for (File file : files) {
                try {
                    urls.add(file.toURI().toURL());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return urls.toArray(new URL[0]);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith(Application.class.getName()) || name.startsWith("dev.detour.bridge.")) {
                return Class.forName(name);
            }
            String file = name.replace('.', '/');
            byte[] bytes = CHANGED.get(release + " " + name);
            if (bytes == null) {
                bytes = name.startsWith(PROGRAM) ? bytes(getClass().getClassLoader(), file) : bytes(this, file);
                for (Change change : changes) {
                    if (change.type().equals(file)) {
                        bytes = new Weaver(bytes)
                                .change(change.methods(), change.advice())
                                .weave();
                    }
                }
                CHANGED.put(release + " " + name, bytes);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }

        private static byte[] bytes(ClassLoader loader, String file) throws ClassNotFoundException {
            try (InputStream in = loader.getResourceAsStream(file + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(file);
                }
                return in.readAllBytes();
            } catch (IOException e) {
                throw new ClassNotFoundException(file, e);
            }
        }
    }
}
