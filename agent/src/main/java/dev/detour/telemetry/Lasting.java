package dev.detour.telemetry;

import dev.detour.exchange.Ticker;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What outlasts a reload: counts that must not begin anew, ports and beans that must not come and go. Each part belongs
 * to one of these at a time, the latest that wants it just so; whoever has it closes it.
 */
final class Lasting implements AutoCloseable {
    private final Tally tally;
    private final Watched watched;
    private final AtomicReference<@Nullable Metrics> metrics = new AtomicReference<>();
    private final AtomicReference<@Nullable Recordings> recordings = new AtomicReference<>();
    private final AtomicReference<@Nullable Beans> beans = new AtomicReference<>();

    private Lasting(Tally tally, Watched watched) {
        this.tally = tally;
        this.watched = watched;
    }

    /**
     * With the parts that the settings want, those of before where they suit.
     *
     * @param before null: there was nothing
     */
    static Lasting following(
            @Nullable Lasting before, TelemetrySettings settings, String version, Ticker ticker, PrintStream err) {
        Lasting lasting =
                before == null ? new Lasting(new Tally(), new Watched()) : new Lasting(before.tally, before.watched);
        lasting.metrics.set(lasting.metrics(before, settings, version, ticker, err));
        lasting.recordings.set(settings.jfr() ? recordings(before) : null);
        lasting.beans.set(settings.jmx() ? lasting.beans(before, version) : null);
        return lasting;
    }

    private @Nullable Metrics metrics(
            @Nullable Lasting before, TelemetrySettings settings, String version, Ticker ticker, PrintStream err) {
        if (!Metrics.areWanted(settings)) {
            return null;
        }
        Metrics present = before == null ? null : before.metrics.get();
        if (before != null && present != null && present.suit(settings)) {
            return before.metrics.getAndSet(null);
        }
        Consumer<String> complaints = sentence -> err.println("detour: " + LogLine.withoutControls(sentence));
        return new Metrics(settings, version, ticker, watched, tally, complaints);
    }

    private static @Nullable Recordings recordings(@Nullable Lasting before) {
        Recordings present = before == null ? null : before.recordings.getAndSet(null);
        return present == null ? Recordings.ofThisRuntime() : present;
    }

    private @Nullable Beans beans(@Nullable Lasting before, String version) {
        Beans present = before == null ? null : before.beans.getAndSet(null);
        return present == null ? Beans.ofThisRuntime(tally, watched, version) : present;
    }

    Tally tally() {
        return tally;
    }

    void watch(Gauges gauges) {
        watched.watch(gauges);
    }

    /** All who are told, these events among them. */
    List<Listener> with(Events events, SpanEvents spans) {
        List<Listener> listeners = new ArrayList<>();
        listeners.add(events);
        listeners.add(tally);
        listeners.add(spans);
        Metrics measuring = metrics.get();
        if (measuring != null) {
            listeners.add(measuring);
        }
        Recordings recording = recordings.get();
        if (recording != null) {
            listeners.add(recording);
        }
        return List.copyOf(listeners);
    }

    @Override
    public void close() {
        close(beans.getAndSet(null));
        close(recordings.getAndSet(null));
        close(metrics.getAndSet(null));
    }

    private void close(@Nullable AutoCloseable part) {
        try {
            if (part != null) {
                part.close();
            }
        } catch (Throwable fault) {
            tally.count(Tally.Count.AGENT_ERRORS);
        }
    }
}
