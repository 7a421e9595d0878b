package dev.detour.agent;

import dev.detour.Agent;
import dev.detour.status.StatusDocument;
import dev.detour.status.StatusDocument.State;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers in place of an agent that is not open: no class of interest has been loaded, or it could not be opened. */
public final class UnopenedAgent implements Agent {
    private final Instrumentation instrumentation;

    private UnopenedAgent(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /** Called by the entry, by reflection. */
    public static Agent of(Instrumentation instrumentation) {
        return new UnopenedAgent(instrumentation);
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        return null;
    }

    @Override
    public void drain() {}

    @Override
    public void close() {}

    @Override
    public String command(String command, Map<String, String> options) {
        Questions.checkKnown(command);
        State state = options.containsKey("failure") ? State.FAILED : State.WAITING;
        return StatusDocument.of(state, options, Release.version())
                .clients(instrumentation.getAllLoadedClasses(), Set.of())
                .json();
    }
}
