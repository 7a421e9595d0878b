package dev.detour.agent;

import dev.detour.Agent;
import dev.detour.config.ConfigWatch;
import dev.detour.config.Loaded;
import dev.detour.status.StatusDocument;
import dev.detour.status.StatusDocument.State;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the agent while its configuration has been wrong from the start. It changes nothing, looks at the files
 * again as {@code reload} says, and opens the agent once they are right.
 */
final class UnconfiguredAgent implements Agent {
    private final ConfigWatch watch;
    private final Callable<RunningAgent> opening;
    private final Runnable changeLoaded;
    private final Lookout lookout;
    private final Instrumentation instrumentation;
    private volatile Duration interval;
    private volatile Instant rejected = Instant.now();
    private volatile @Nullable RunningAgent opened;
    private boolean closed;

    /**
     * @param opening opens the agent; throws {@link WrongConfiguration} where the files are wrong once more
     * @param changeLoaded lets the agent change the classes that are loaded already
     */
    UnconfiguredAgent(
            WrongConfiguration wrong,
            Callable<RunningAgent> opening,
            Runnable changeLoaded,
            Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
        this.watch = wrong.watch();
        this.opening = opening;
        this.changeLoaded = changeLoaded;
        this.interval = watch.current().reload();
        this.lookout = new Lookout(() -> interval, this::look);
        say(wrong.faults());
        lookout.begin();
    }

    private void look() {
        try {
            Loaded loaded = watch.poll();
            if (loaded != null && loaded.isGood()) {
                open();
            } else if (loaded != null) {
                rejected = Instant.now();
                interval = loaded.reload();
                say(LiveConfiguration.faults(loaded));
            }
        } catch (WrongConfiguration changedMeanwhile) {
            say(changedMeanwhile.faults());
        } catch (Throwable fault) {
            lookout.close();
            say(List.of("not started, the application runs without it: " + fault));
        }
    }

    private synchronized void open() throws Exception {
        if (!closed) {
            opened = opening.call();
            lookout.close();
            changeLoaded.run();
        }
    }

    private static void say(List<String> lines) {
        lines.forEach(line -> System.err.println("detour: " + line));
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        RunningAgent agent = opened;
        return agent == null ? null : agent.transform(loader, name, redefined, domain, bytes);
    }

    @Override
    public synchronized void drain() {
        closed = true;
        lookout.close();
        if (opened != null) {
            opened.drain();
        }
    }

    @Override
    public void close() {
        RunningAgent agent = opened;
        if (agent != null) {
            agent.close();
        }
    }

    @Override
    public String command(String command, Map<String, String> options) {
        RunningAgent agent = opened;
        if (agent != null) {
            return agent.command(command, options);
        }
        Questions.checkKnown(command);
        return StatusDocument.of(State.UNCONFIGURED, options, Release.version())
                .configuration(watch.current(), rejected, watch.rejected(), rejected)
                .clients(instrumentation.getAllLoadedClasses(), Set.of())
                .json();
    }
}
