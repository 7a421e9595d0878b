package dev.detour.agent;

import dev.detour.call.Calls;
import dev.detour.config.ConfigLoader;
import dev.detour.config.ConfigWatch;
import dev.detour.config.Configuration;
import dev.detour.config.Environment;
import dev.detour.config.Fault;
import dev.detour.config.Loaded;
import dev.detour.config.Source;
import dev.detour.exchange.Ticker;
import dev.detour.status.StatusDocument;
import dev.detour.telemetry.Telemetry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * The configuration in force: loaded when the agent is opened, looked at again as often as it says itself, swapped as a
 * whole when it has changed. Calls in flight end by the rules that they began with.
 */
final class LiveConfiguration {
    private final Calls calls;
    private final ConfigWatch watch;
    private volatile Telemetry telemetry;
    private final Lookout lookout;
    private volatile Instant read = Instant.now();
    private volatile Instant rejected = Instant.EPOCH;
    private boolean closed;

    private LiveConfiguration(Calls calls, ConfigWatch watch, Telemetry telemetry) {
        this.calls = calls;
        this.watch = watch;
        this.telemetry = telemetry;
        this.lookout = new Lookout(() -> watch.current().reload(), this::look);
    }

    /**
     * Reads what the agent was told to read.
     *
     * @throws WrongConfiguration where it is wrong
     */
    static LiveConfiguration load(Map<String, String> options) {
        Environment environment = Environment.ofProcess(null);
        ConfigLoader loader = ConfigLoader.of(environment);
        Loaded loaded = loader.load(Source.choose(options.get("config"), environment));
        Configuration configuration = loaded.configuration();
        if (configuration == null) {
            throw new WrongConfiguration(new ConfigWatch(loader, loaded), faults(loaded));
        }
        if (!loaded.leftOut().isEmpty()) {
            leaveOut(loaded.leftOut(), environment);
        }
        Telemetry telemetry = telemetryFor(configuration);
        Calls calls = new Calls(
                configuration.rules(),
                telemetry,
                Ticker.SYSTEM,
                () -> ThreadLocalRandom.current().nextDouble());
        ConfigWatch watch = new ConfigWatch(loader, loaded);
        telemetry.watch(new InForce(calls, watch));
        telemetry.configLoaded(loaded.source().toString());
        return new LiveConfiguration(calls, watch, telemetry);
    }

    /** Variables of other tools that mean nothing: told, and a reason to stop only for who wants to be strict. */
    private static void leaveOut(List<String> lines, Environment environment) {
        String strict = environment
                .properties()
                .getOrDefault("detour.strict", environment.variables().getOrDefault("DETOUR_STRICT", "false"));
        if (strict.equalsIgnoreCase("true")) {
            throw new IllegalArgumentException(String.join("\n", lines));
        }
        lines.forEach(line -> System.err.println("detour: " + line));
    }

    private static Telemetry telemetryFor(Configuration configuration) {
        return Telemetry.of(
                configuration.telemetry(),
                Release.version(),
                configuration.rules().secrets(),
                Ticker.SYSTEM,
                System.err);
    }

    static List<String> faults(Loaded loaded) {
        return loaded.faults().stream().map(Fault::toString).collect(Collectors.toList());
    }

    Calls calls() {
        return calls;
    }

    /** Looks for changes from now on. */
    void watch() {
        lookout.begin();
    }

    private void look() {
        try {
            Loaded loaded = watch.poll();
            if (loaded != null) {
                use(loaded);
            }
        } catch (RuntimeException | Error fault) {
            telemetry.agentError(fault);
        }
    }

    private synchronized void use(Loaded loaded) {
        Configuration configuration = loaded.configuration();
        if (closed) {
            return;
        }
        if (configuration == null) {
            rejected = Instant.now();
            telemetry.configRejected(loaded.source().toString(), faults(loaded));
            return;
        }
        Telemetry before = telemetry;
        Telemetry after =
                before.renewed(configuration.telemetry(), configuration.rules().secrets());
        calls.use(configuration.rules(), after);
        telemetry = after;
        read = Instant.now();
        after.configLoaded(loaded.source().toString());
        before.close();
    }

    /** Tells what is in force, and what became of calls under it. */
    StatusDocument describe(StatusDocument status) {
        Loaded current = watch.current();
        return status.configuration(current, read, watch.rejected(), rejected)
                .routes(current, calls)
                .totals(telemetry.totals());
    }

    synchronized void close() {
        closed = true;
        lookout.close();
        telemetry.close();
    }
}
