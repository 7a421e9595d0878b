package dev.detour.client.okhttp;

import dev.detour.call.Calls;
import dev.detour.client.Coverage;
import dev.detour.client.Loaders;
import dev.detour.network.NameCheck;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The adapter of each loader that has OkHttp. It is held by a class of that OkHttp, never by us: it dies with the
 * application's loader, and {@link #close} takes it away from those that stay.
 */
final class Adapters {
    private static final String OWNER = "okhttp3.Address";
    /** Without the hooks in it no call is routed. The class that calls us has its own. */
    private static final Set<String> NEEDED = Set.of(OWNER.replace('.', '/'));

    private static final String ADAPTER = AdapterLoader.ADAPTER + "OkHttpAdapter";
    private static final List<String> CONNECTION = List.of(
            AdapterLoader.CONNECTION + "ApartDns",
            AdapterLoader.CONNECTION + "FixedDns",
            AdapterLoader.CONNECTION + "ProxyDns",
            AdapterLoader.CONNECTION + "ProxyPassword",
            AdapterLoader.CONNECTION + "RefusingDns",
            AdapterLoader.CONNECTION + "Sockets");

    private final Calls calls;
    private final Transits transits;
    private final ModuleOpener opener;
    private final Coverage coverage;
    private final NameCheck names = new NameCheck();
    private final List<WeakReference<Class<?>>> owners = new ArrayList<>();
    private final ClassValue<Known> known = new ClassValue<>() {
        @Override
        protected Known computeValue(Class<?> type) {
            Known made = new Known(type.getName().equals(OWNER) ? make(type) : ofLoader(type));
            remember(type);
            return made;
        }
    };

    /** What is known of a class of OkHttp. */
    private static final class Known {
        private final Adapter adapter;
        private volatile boolean covered;

        Known(Adapter adapter) {
            this.adapter = adapter;
        }
    }

    Adapters(Calls calls, Transits transits, ModuleOpener opener, Coverage coverage) {
        this.coverage = coverage;
        this.calls = calls;
        this.transits = transits;
        this.opener = opener;
    }

    /**
     * The adapter that knows this class of OkHttp.
     *
     * @throws IllegalStateException where it does not fit this release of OkHttp
     */
    Adapter of(Class<?> type) {
        return known.get(type).adapter;
    }

    /** The same; null where that OkHttp has not all hooks that its calls are not safe without. */
    @Nullable
    Adapter covering(Class<?> type) {
        Known its = known.get(type);
        if (!its.covered && coverage.has(Loaders.of(type), NEEDED)) {
            its.covered = true;
        }
        return its.covered ? its.adapter : null;
    }

    private Adapter ofLoader(Class<?> type) {
        try {
            return of(Class.forName(OWNER, false, Loaders.of(type)));
        } catch (ClassNotFoundException notOkHttp) {
            throw new IllegalStateException(notOkHttp);
        }
    }

    private Adapter make(Class<?> owner) {
        ClassLoader okhttp = Loaders.of(owner);
        try {
            AdapterLoader loader = new AdapterLoader(okhttp, ConnectionClasses.define(okhttp, CONNECTION));
            return Class.forName(ADAPTER, true, loader)
                    .asSubclass(Adapter.class)
                    .getConstructor(
                            Calls.class, Transits.class, ChainCleaners.class, IdleConnections.class, NameCheck.class)
                    .newInstance(
                            calls,
                            transits,
                            new ChainCleaners(owner, opener),
                            new IdleConnections(owner, opener),
                            names);
        } catch (InvocationTargetException failed) {
            throw new IllegalStateException(failed.getCause());
        } catch (ReflectiveOperationException | LinkageError failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void remember(Class<?> type) {
        synchronized (owners) {
            owners.removeIf(owner -> owner.get() == null);
            owners.add(new WeakReference<>(type));
        }
    }

    void close() {
        synchronized (owners) {
            for (WeakReference<Class<?>> owner : owners) {
                Class<?> type = owner.get();
                if (type != null) {
                    known.remove(type);
                }
            }
            owners.clear();
        }
    }
}
