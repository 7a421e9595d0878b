package dev.detour.agent;

import dev.detour.bridge.Bridge;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** Opens what we need of the JDK to ourselves alone, and puts the bridge in its place. */
final class Modules {
    private Modules() {}

    /** Opens packages to this class's module, which no application class is in. */
    static void open(Instrumentation instrumentation, Module module, String... packages) {
        Map<String, Set<Module>> opened = new HashMap<>();
        for (String name : packages) {
            if (module.getPackages().contains(name)) {
                opened.put(name, Set.of(Modules.class.getModule()));
            }
        }
        instrumentation.redefineModule(module, Set.of(), opened, opened, Set.of(), Map.of());
    }

    /** Defines the bridge beside {@link Object}, unless an earlier attach has left it there. */
    static void defineBridge() throws IllegalAccessException {
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup());
        String name = bridgeName();
        try {
            lookup.findClass(name);
        } catch (ClassNotFoundException firstTime) {
            lookup.defineClass(bytesOf(name));
        }
    }

    /** Not by {@code Bridge.class}, which would load it: before it is defined, nobody can. */
    private static String bridgeName() {
        return BridgeName.VALUE;
    }

    private static byte[] bytesOf(String name) {
        String file = name.replace('.', '/') + ".class";
        try (InputStream in = Modules.class.getClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the agent's archive has no " + file);
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The build rewrites this constant together with every use of the class. */
    private static final class BridgeName {
        static final String VALUE = "dev.detour.bridge.Bridge";
    }

    /** Connects the bridge: from here on instrumented code calls us. */
    static void connect(BiFunction<Object, Object, Object>[] hooks) {
        Bridge.hooks = hooks;
    }

    /** Disconnects it: instrumented code goes on as without us. */
    static void disconnect() {
        Bridge.hooks = null;
    }
}
