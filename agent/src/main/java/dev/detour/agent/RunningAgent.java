package dev.detour.agent;

import dev.detour.Agent;
import dev.detour.call.Calls;
import dev.detour.client.Change;
import dev.detour.client.Client;
import dev.detour.client.Hooks;
import dev.detour.client.jdk.JdkClient;
import dev.detour.client.okhttp.ModuleOpener;
import dev.detour.client.okhttp.OkHttpClients;
import dev.detour.status.StatusDocument;
import dev.detour.status.StatusDocument.State;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The agent proper, open: its configuration read, the bridge connected, ready to change the classes that come by. One a
 * JVM, from the first class of interest, or an attach, to the detach.
 */
public final class RunningAgent implements Agent {
    /** More than the highest number of any client's hook. */
    private static final int HOOKS = 64;

    /** How long a detach waits for calls that have no answer yet. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final LiveConfiguration configuration;
    private final List<Client> clients;
    private final Transformer transformer;
    private final Instrumentation instrumentation;

    private final Woven woven;

    private RunningAgent(
            LiveConfiguration configuration, List<Client> clients, Woven woven, Instrumentation instrumentation) {
        this.woven = woven;
        this.configuration = configuration;
        this.instrumentation = instrumentation;
        this.clients = clients;
        List<Change> changes = new ArrayList<>();
        for (Client client : clients) {
            changes.addAll(client.changes());
        }
        this.transformer = new Transformer(changes);
    }

    /**
     * Called once by the entry, by reflection.
     *
     * @param options what the agent was given
     * @param waits whether a wrong configuration is to be told and waited on until it is right
     * @param changeLoaded lets the agent change the classes that are loaded already
     * @throws IllegalArgumentException with a line a fault, where the configuration is wrong and is not waited on
     */
    public static Agent open(
            Map<String, String> options, Instrumentation instrumentation, boolean waits, Runnable changeLoaded)
            throws IllegalAccessException {
        try {
            return open(options, instrumentation);
        } catch (WrongConfiguration wrong) {
            if (!waits) {
                throw wrong;
            }
            return new UnconfiguredAgent(wrong, () -> open(options, instrumentation), changeLoaded, instrumentation);
        }
    }

    private static RunningAgent open(Map<String, String> options, Instrumentation instrumentation)
            throws IllegalAccessException {
        LiveConfiguration configuration = LiveConfiguration.load(options);
        Modules.open(
                instrumentation,
                Object.class.getModule(),
                "java.lang",
                "sun.security.ssl",
                "sun.security.provider.certpath");
        ModuleLayer.boot()
                .findModule("java.net.http")
                .ifPresent(module -> Modules.open(
                        instrumentation,
                        module,
                        "java.net.http",
                        "jdk.internal.net.http",
                        "jdk.internal.net.http.common",
                        "jdk.internal.net.http.websocket"));
        Modules.defineBridge();
        Calls calls = configuration.calls();
        ModuleOpener opener = (module, packages) -> Modules.open(instrumentation, module, packages);
        Woven woven = new Woven(calls::fault);
        RunningAgent agent = new RunningAgent(
                configuration,
                List.of(new JdkClient(calls, woven), new OkHttpClients(calls, opener, woven)),
                woven,
                instrumentation);
        agent.connect(calls);
        configuration.watch();
        return agent;
    }

    private void connect(Calls calls) {
        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
        BiFunction<Object, Object, Object>[] hooks = new BiFunction[HOOKS];
        for (Client client : clients) {
            ClientHooks made = new ClientHooks(client);
            for (int number = client.firstHook(); number <= client.lastHook(); number++) {
                hooks[number] = guarded(InjectedFault.orElse(number, made), number, calls);
            }
        }
        Modules.connect(hooks);
    }

    @SuppressWarnings("unchecked") // null is an answer: the bridge says so
    private static BiFunction<Object, Object, Object> guarded(Hooks hooks, int number, Calls calls) {
        return (BiFunction<Object, Object, Object>)
                (BiFunction<Object, Object, ?>) new Guarded(hooks, number, calls::fault);
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        try {
            byte[] changed = transformer.transform(name, bytes);
            if (changed != null) {
                woven.add(loader, name);
            }
            return changed;
        } catch (RuntimeException | LinkageError refusal) {
            if (transformer.isNeeded(name)) {
                woven.refuse(loader, name, refusal);
            }
            throw refusal;
        }
    }

    @Override
    public void drain() {
        try {
            configuration.calls().drain(PATIENCE);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        Modules.disconnect();
        for (Client client : clients) {
            client.close();
        }
        configuration.close();
    }

    @Override
    public String command(String command, Map<String, String> options) {
        Questions.checkKnown(command);
        return configuration
                .describe(StatusDocument.of(State.OPEN, options, Release.version()))
                .clients(instrumentation.getAllLoadedClasses(), woven.refused())
                .json();
    }
}
